/** Events of a publisher. */

import { type EventDraft, event } from "../build.ts";
import { accountEvents, currency, experimentViewed, lifecycleEvents } from "../kit.ts";
import { amount, flag, oneOf, optional, reference, text, whole, withRole } from "../property-draft.ts";

const READING: readonly EventDraft[] = [
  experimentViewed("reading", ["paywall", "paywall_conversion"]),
  event("Front Page Viewed", {
    title: "Front page viewed | Une vue",
    about:
      "A reader looked at the front page or at that of a section. | Un lecteur a regardé la une ou celle d’une rubrique.",
    when: "When the first headlines are on screen. | Quand les premiers titres sont à l’écran.",
    in: "reading",
    owner: "Newsroom",
    serves: ["editorial"],
    props: {
      page_kind: oneOf(
        ["home", "section", "topic"],
        "Page | Page",
        "Which front page it is. | De quelle une il s’agit.",
      ),
    },
  }),
  event("Content Searched", {
    title: "Content searched | Contenu cherché",
    about: "A reader looked for something by words. | Un lecteur a cherché quelque chose par des mots.",
    when: "When the results are shown, once per search. | À l’affichage des résultats, une fois par recherche.",
    in: "reading",
    owner: "Newsroom",
    serves: ["editorial"],
    props: {
      query: text(
        "local elections",
        "Words searched | Mots cherchés",
        "As typed, in lower case. | Tels que saisis, en minuscules.",
      ),
      results: whole(
        [0, 10_000],
        32,
        "Results | Résultats",
        "How many contents were found. | Nombre de contenus trouvés.",
      ),
    },
  }),
  event("Content Opened", {
    title: "Content opened | Contenu ouvert",
    about: "An article, video or episode was opened. | Un article, une vidéo ou un épisode a été ouvert.",
    when: "When title and first lines are on screen. | Quand le titre et les premières lignes sont à l’écran.",
    in: "reading",
    owner: "Newsroom",
    serves: ["editorial", "engaged_time", "ad_load"],
    roles: ["product_viewed"],
    critical: true,
    bundles: ["content"],
    props: {
      opened_from: oneOf(
        ["front_page", "newsletter", "search", "social", "recommendation"],
        "Opened from | Ouvert depuis",
        "What led the reader there. | Ce qui y a mené le lecteur.",
      ),
    },
  }),
  event("Media Played", {
    title: "Media played | Lecture lancée",
    about: "A video or an episode began to play. | Une vidéo ou un épisode a commencé.",
    when: "When sound or picture starts, advertising aside. | Au début du son ou de l’image, hors publicité.",
    in: "reading",
    owner: "Newsroom",
    serves: ["editorial", "engaged_time"],
    bundles: ["content"],
    props: {
      autoplay: flag("Automatic | Automatique", "Whether it started by itself. | Si la lecture a démarré d’elle-même."),
    },
  }),
  event("Content Finished", {
    title: "Content finished | Contenu terminé",
    about:
      "A reader reached the end: the action that makes a habit. | Un lecteur est arrivé au bout : l’action qui crée l’habitude.",
    when: "When the last lines are on screen after a plausible time, or at 90 % of the playing time. | Quand les dernières lignes sont à l’écran après un temps plausible, ou à 90 % de la durée.",
    in: "reading",
    owner: "Newsroom",
    serves: ["editorial", "loyalty", "engaged_time", "habit"],
    roles: ["key_value_action"],
    critical: true,
    bundles: ["content"],
    props: {
      seconds_spent: whole(
        [1, 36_000],
        180,
        "Time spent | Temps passé",
        "In seconds, hidden tabs left out. | En secondes, sans les onglets masqués.",
      ),
    },
  }),
];

const PARTICIPATION: readonly EventDraft[] = [
  event("Content Saved", {
    title: "Content saved | Contenu enregistré",
    about: "A reader kept a content for later. | Un lecteur a gardé un contenu pour plus tard.",
    when: "When the server has stored it. | Quand le serveur l’a enregistré.",
    in: "participation",
    serves: ["loyalty", "habit"],
    bundles: ["content"],
  }),
  event("Content Shared", {
    title: "Content shared | Contenu partagé",
    about: "A reader sent a content to others. | Un lecteur a transmis un contenu à d’autres.",
    when: "When a way to share it is chosen. | Au choix d’un moyen de partage.",
    in: "participation",
    serves: ["editorial", "habit"],
    roles: ["micro_conversion"],
    bundles: ["content"],
    props: {
      share_method: oneOf(
        ["link", "email", "social", "gift"],
        "How | Moyen",
        "How it was shared. | Comment il a été partagé.",
      ),
    },
  }),
  event("Comment Posted", {
    title: "Comment posted | Commentaire publié",
    about: "A reader took part in the discussion. | Un lecteur a pris part à la discussion.",
    when: "When the comment is received, before any moderation. | À la réception du commentaire, avant toute modération.",
    in: "participation",
    serves: ["editorial", "habit"],
    bundles: ["content"],
  }),
  event("Topic Followed", {
    title: "Topic followed | Sujet suivi",
    about: "A reader asked to be told about a topic. | Un lecteur a demandé à être tenu au courant d’un sujet.",
    when: "When the choice is stored. | À l’enregistrement du choix.",
    in: "participation",
    serves: ["loyalty", "habit"],
    critical: true,
    props: { topic_name: text("climate", "Topic | Sujet", "Key of the topic. | Clé du sujet.") },
  }),
  event("Newsletter Chosen", {
    title: "Newsletter chosen | Newsletter choisie",
    about: "A reader asked for a newsletter. | Un lecteur a demandé une newsletter.",
    when: "When the choice is confirmed, by the link of the e-mail where one is sent. | À la confirmation du choix, par le lien de l’e-mail quand il y en a un.",
    in: "participation",
    purpose: "marketing",
    serves: ["loyalty", "habit"],
    roles: ["micro_conversion"],
    critical: true,
    props: {
      newsletter: text("morning-brief", "Newsletter | Newsletter", "Key of the newsletter. | Clé de la newsletter."),
    },
  }),
];

const SUBSCRIPTION: readonly EventDraft[] = [
  event("Paywall Met", {
    title: "Paywall met | Mur payant rencontré",
    about:
      "A reader could not read on without an account or a subscription. | Un lecteur n’a pas pu continuer sans compte ou sans abonnement.",
    when: "When the wall is drawn on screen. | À l’affichage du mur.",
    in: "subscription",
    owner: "Subscriptions",
    serves: ["paywall", "paywall_conversion"],
    critical: true,
    bundles: ["content"],
    props: {
      wall: oneOf(
        ["registration", "metered", "hard"],
        "Kind of wall | Type de mur",
        "What it asks for. | Ce qu’il demande.",
      ),
    },
  }),
  event("Offer Viewed", {
    title: "Offer viewed | Offre vue",
    about: "The subscription offers were shown. | Les offres d’abonnement ont été affichées.",
    when: "When the page of offers is on screen. | Quand la page des offres est à l’écran.",
    in: "subscription",
    owner: "Subscriptions",
    serves: ["paywall", "paywall_conversion"],
    bundles: ["offer"],
  }),
  event("Offer Chosen", {
    title: "Offer chosen | Offre choisie",
    about: "A reader chose an offer and went to the payment. | Un lecteur a choisi une offre et est passé au paiement.",
    when: "When the payment page opens with the offer. | Quand la page de paiement s’ouvre avec l’offre.",
    in: "subscription",
    owner: "Subscriptions",
    serves: ["paywall", "paywall_conversion"],
    roles: ["add_to_cart"],
    bundles: ["offer"],
  }),
  event("Payment Failed", {
    title: "Payment failed | Paiement refusé",
    about: "A payment was refused. | Un paiement a été refusé.",
    when: "When the payment provider answers with a refusal. | Quand le prestataire de paiement répond par un refus.",
    in: "subscription",
    owner: "Subscriptions",
    purpose: "service",
    serves: ["paywall", "reader_revenue"],
    bundles: ["offer"],
    props: {
      failure_reason: oneOf(
        ["refused", "expired_card", "authentication", "other"],
        "Reason | Motif",
        "As given by the provider. | Donné par le prestataire.",
      ),
    },
  }),
  event("Subscription Started", {
    title: "Subscription started | Abonnement démarré",
    about: "A reader became a subscriber. | Un lecteur est devenu abonné.",
    when: "On the server, at the first successful payment. | Côté serveur, au premier paiement réussi.",
    in: "subscription",
    owner: "Subscriptions",
    purpose: "service",
    serves: ["paywall", "reader_revenue", "paywall_conversion"],
    roles: ["purchase"],
    critical: true,
    bundles: ["offer"],
    props: {
      payment_id: reference(
        "PAY-81024",
        "Payment number | Numéro de paiement",
        "As given by the provider. | Donné par le prestataire.",
      ),
      total: withRole(
        "revenue",
        amount(9.9, "Amount | Montant", "Paid for the period, with tax. | Payé pour la période, taxes comprises."),
      ),
      currency: currency(),
      last_content_id: optional(
        text(
          "a-20418",
          "Last content | Dernier contenu",
          "What was being read when the paywall was met. | Ce qui était lu à la rencontre du mur.",
        ),
      ),
    },
  }),
  event("Subscription Renewed", {
    title: "Subscription renewed | Abonnement renouvelé",
    about: "A subscriber paid for another period. | Un abonné a payé une période de plus.",
    when: "On the server, at each successful payment after the first. | Côté serveur, à chaque paiement réussi après le premier.",
    in: "subscription",
    owner: "Subscriptions",
    purpose: "service",
    serves: ["reader_revenue", "habit"],
    bundles: ["offer"],
    props: {
      renewal_amount: amount(
        9.9,
        "Amount | Montant",
        "Paid for the period, with tax. | Payé pour la période, taxes comprises.",
      ),
      currency: currency(),
    },
  }),
  event("Subscription Cancelled", {
    title: "Subscription cancelled | Abonnement résilié",
    about: "A subscriber stopped the subscription. | Un abonné a mis fin à son abonnement.",
    when: "When the cancellation is confirmed, even if paid until later. | À la confirmation de la résiliation, même si elle prend effet plus tard.",
    in: "subscription",
    owner: "Subscriptions",
    purpose: "service",
    serves: ["loyalty", "reader_revenue"],
    critical: true,
    bundles: ["offer"],
    props: {
      cancel_reason: oneOf(
        ["price", "not_read", "content", "technical", "other"],
        "Reason | Motif",
        "As chosen when leaving. | Choisi au moment du départ.",
      ),
    },
  }),
];

const ADVERTISING: readonly EventDraft[] = [
  event("Ad Viewed", {
    title: "Advertisement viewed | Publicité vue",
    about: "An advertisement was really on screen. | Une publicité a réellement été à l’écran.",
    when: "When half of it has been visible for one second. | Quand la moitié en a été visible pendant une seconde.",
    in: "advertising",
    owner: "Advertising",
    serves: ["advertising", "ad_load"],
    props: {
      slot: oneOf(
        ["top", "inside", "side", "pre_roll"],
        "Place | Emplacement",
        "Where it stands on the page. | Où elle se trouve dans la page.",
      ),
    },
  }),
  event("Ad Reported", {
    title: "Advertisement reported | Publicité signalée",
    about: "A reader complained about an advertisement. | Un lecteur s’est plaint d’une publicité.",
    when: "When the complaint is stored. | À l’enregistrement de la plainte.",
    in: "advertising",
    owner: "Advertising",
    serves: ["advertising"],
    props: {
      report_reason: oneOf(
        ["intrusive", "misleading", "repetitive", "offensive"],
        "Reason | Motif",
        "As chosen by the reader. | Choisi par le lecteur.",
      ),
    },
  }),
];

export const MEDIA_EVENTS: readonly EventDraft[] = [
  ...accountEvents({ arriving: ["loyalty", "habit"], returning: ["loyalty", "habit"] }, [
    "interests",
    "newsletters",
    "application",
  ]),
  ...READING,
  ...PARTICIPATION,
  ...SUBSCRIPTION,
  ...ADVERTISING,
  ...lifecycleEvents(
    ["loyalty", "habit"],
    ["loyalty", "paywall"],
    ["subscription", "delivery", "content", "technical", "account"],
  ),
];
