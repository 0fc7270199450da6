import { defineTemplate } from "../build.ts";
import { PURPOSES, personTraits } from "../kit.ts";
import { oneOf, text, trait, whole } from "../property-draft.ts";
import { MEDIA_EVENTS } from "./media-events.ts";

const SECTIONS = ["politics", "economy", "culture", "sport", "science", "local"] as const;

export const media = defineTemplate({
  key: "media",
  name: "Media | Média",
  about:
    "A newspaper, podcast or video site that lives from subscriptions and advertising. | Un journal, un site de podcasts ou de vidéos qui vit d’abonnements et de publicité.",
  person: "Reader number of the publisher | Numéro de lecteur de l’éditeur",
  owner: "Audience",
  purposes: PURPOSES,
  decisions: {
    editorial: {
      name: "Which subjects and formats to cover more | Quels sujets et formats couvrir davantage",
      about: "Weekly, at the editorial meeting. | Chaque semaine, en conférence de rédaction.",
      owner: "Newsroom",
    },
    paywall: {
      name: "What to put behind the paywall | Que placer derrière le mur payant",
      about: "Monthly, from what readers pay for. | Chaque mois, d’après ce pour quoi les lecteurs paient.",
      owner: "Subscriptions",
    },
    loyalty: {
      name: "Which readers to bring back, and by which newsletter | Quels lecteurs faire revenir, et par quelle newsletter",
      about: "Weekly, from the cohorts at risk. | Chaque semaine, d’après les cohortes à risque.",
      owner: "Audience",
    },
    advertising: {
      name: "How much advertising each page can bear | Combien de publicité chaque page peut supporter",
      about: "Quarterly, from revenue and complaints. | Chaque trimestre, d’après le revenu et les plaintes.",
      owner: "Advertising",
    },
  },
  metrics: {
    reader_revenue: {
      name: "Reader revenue | Revenu des lecteurs",
      about: "What subscriptions bring. | Ce que rapportent les abonnements.",
      formula: "Sum of subscription payments. | Somme des paiements d’abonnement.",
      owner: "Subscriptions",
      decisions: ["paywall"],
    },
    paywall_conversion: {
      name: "Paywall conversion | Conversion du mur payant",
      about:
        "Readers who subscribe after meeting the paywall. | Lecteurs qui s’abonnent après avoir rencontré le mur payant.",
      formula:
        "Subscriptions started within 30 days, over readers who met it. | Abonnements démarrés sous 30 jours, sur lecteurs qui l’ont rencontré.",
      owner: "Subscriptions",
      decisions: ["paywall"],
      parent: "reader_revenue",
    },
    engaged_time: {
      name: "Engaged reading | Lecture engagée",
      about: "Articles read to the end. | Articles lus jusqu’au bout.",
      formula: "Articles finished per active reader and week. | Articles terminés par lecteur actif et par semaine.",
      owner: "Newsroom",
      decisions: ["editorial"],
      parent: "habit",
    },
    habit: {
      name: "Reading habit | Habitude de lecture",
      about: "Readers who come back week after week. | Lecteurs qui reviennent semaine après semaine.",
      formula:
        "Readers with a finished article in 3 of 4 weeks. | Lecteurs ayant terminé un article pendant 3 semaines sur 4.",
      owner: "Audience",
      decisions: ["loyalty", "editorial"],
      parent: "reader_revenue",
    },
    ad_load: {
      name: "Advertising load | Pression publicitaire",
      about: "How much advertising a reader sees. | Combien de publicité voit un lecteur.",
      formula: "Advertisements seen, over articles opened. | Publicités vues, sur articles ouverts.",
      owner: "Advertising",
      decisions: ["advertising"],
    },
  },
  categories: {
    account: ["Account | Compte", "Signing up and in. | Inscription et connexion."],
    reading: ["Reading | Lecture", "Articles, video and audio. | Articles, vidéo et audio."],
    participation: [
      "Participation | Participation",
      "Saving, sharing, commenting. | Enregistrer, partager, commenter.",
    ],
    subscription: ["Subscription | Abonnement", "Paywall, offers and payments. | Mur payant, offres et paiements."],
    advertising: ["Advertising | Publicité", "What pays for free reading. | Ce qui finance la lecture gratuite."],
    lifecycle: ["Lifecycle | Relation client", "E-mails, help and opinions. | E-mails, assistance et opinions."],
  },
  bundles: {
    content: {
      name: "Content | Contenu",
      about:
        "The article, video or episode an event is about. | L’article, la vidéo ou l’épisode dont parle un événement.",
      owner: "Newsroom",
      serves: ["editorial", "engaged_time"],
      props: {
        content_id: text(
          "a-20418",
          "Content number | Numéro du contenu",
          "The number of the publishing system. | Le numéro du système de publication.",
        ),
        content_type: oneOf(
          ["article", "video", "podcast", "live", "gallery"],
          "Format | Format",
          "What kind of content it is. | De quel type de contenu il s’agit.",
        ),
        section: oneOf(
          SECTIONS,
          "Section | Rubrique",
          "The section it is published in. | La rubrique où il est publié.",
        ),
        access: oneOf(
          ["free", "registered", "subscriber"],
          "Access | Accès",
          "Who may read it whole. | Qui peut le lire en entier.",
        ),
      },
    },
    offer: {
      name: "Subscription offer | Offre d’abonnement",
      about: "The offer an event is about. | L’offre dont parle un événement.",
      owner: "Subscriptions",
      serves: ["paywall", "reader_revenue"],
      props: {
        offer: oneOf(
          ["digital", "digital_and_print", "student", "family"],
          "Offer | Offre",
          "Name of the offer. | Nom de l’offre.",
        ),
        billing_period: oneOf(
          ["month", "year"],
          "Billing period | Période de facturation",
          "How often it is paid. | À quel rythme elle est payée.",
        ),
      },
    },
  },
  traits: {
    serves: ["loyalty", "habit"],
    list: {
      ...personTraits(["none", "trial", "subscriber", "cancelled"]),
      favourite_section: trait(
        "behavioural",
        oneOf(SECTIONS, "Favourite section | Rubrique préférée", "Most read over 28 days. | La plus lue sur 28 jours."),
      ),
      newsletter_count: trait(
        "customer_data",
        whole([0, 50], 2, "Newsletters | Newsletters", "How many the reader receives. | Combien le lecteur en reçoit."),
      ),
      interest: trait(
        "psychographic",
        oneOf(
          ["understand", "relax", "debate", "work"],
          "Why they read | Raison de lire",
          "As answered when signing up. | Réponse donnée à l’inscription.",
        ),
      ),
    },
  },
  events: MEDIA_EVENTS,
  journeys: {
    reading: {
      name: "A reading session | Une session de lecture",
      about: "From the front page to the end of an article. | De la une à la fin d’un article.",
      owner: "Newsroom",
      steps: [
        [
          "Front page | Une",
          "Choosing what to read. | Choisir quoi lire.",
          "Experiment Viewed",
          "Front Page Viewed",
          "Content Searched",
        ],
        [
          "Content | Contenu",
          "Reading, watching, listening. | Lire, regarder, écouter.",
          "Content Opened",
          "Media Played",
          "Ad Viewed",
          "Ad Reported",
        ],
        ["End | Fin", "The content was worth the time. | Le contenu valait le temps passé.", "Content Finished"],
        [
          "Afterwards | Ensuite",
          "What readers do with it. | Ce que les lecteurs en font.",
          "Content Saved",
          "Content Shared",
          "Comment Posted",
          "Topic Followed",
        ],
      ],
    },
    subscription: {
      name: "From reader to subscriber | De lecteur à abonné",
      about: "What a reader goes through to pay. | Ce qu’un lecteur traverse pour payer.",
      owner: "Subscriptions",
      steps: [
        [
          "Account | Compte",
          "Becoming a known reader. | Devenir un lecteur connu.",
          "Signed Up",
          "Logged In",
          "Onboarding Step Completed",
        ],
        ["Paywall | Mur payant", "The limit of free reading. | La limite de la lecture gratuite.", "Paywall Met"],
        [
          "Offer | Offre",
          "Choosing how to pay. | Choisir comment payer.",
          "Offer Viewed",
          "Offer Chosen",
          "Payment Failed",
        ],
        [
          "Subscription | Abonnement",
          "The reader pays, or stops paying. | Le lecteur paie, ou cesse de payer.",
          "Subscription Started",
          "Subscription Renewed",
          "Subscription Cancelled",
        ],
      ],
    },
    relation: {
      name: "Between two visits | Entre deux visites",
      about: "What brings a reader back. | Ce qui fait revenir un lecteur.",
      owner: "Audience",
      steps: [
        [
          "Newsletters | Newsletters",
          "Choosing, reading, refusing them. | Les choisir, les lire, les refuser.",
          "Newsletter Chosen",
          "Email Sent",
          "Email Opened",
          "Unsubscribed",
        ],
        [
          "Listening | Écoute",
          "Help and opinions. | Assistance et opinions.",
          "Support Requested",
          "Satisfaction Answered",
        ],
      ],
    },
  },
});
