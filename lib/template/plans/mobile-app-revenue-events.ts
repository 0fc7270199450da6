/** Mobile app: from the offer to the subscription, and the messages that go with it. */

import { type EventDraft, event } from "../build.ts";
import { currency, experimentViewed, lifecycleEvents } from "../kit.ts";
import { amount, flag, oneOf, reference, text, whole, withRole } from "../property-draft.ts";

export const MOBILE_APP_REVENUE_EVENTS: readonly EventDraft[] = [
  experimentViewed("subscription", ["paywall", "trial_conversion"]),
  event("Paywall Viewed", {
    title: "Paywall viewed | Offre payante vue",
    about: "The screen that sells the subscription was shown. | L’écran qui vend l’abonnement a été affiché.",
    when: "When prices are on screen, loaded from the store. | Quand les prix sont à l’écran, chargés depuis la boutique d’applications.",
    in: "subscription",
    owner: "Monetisation",
    serves: ["paywall", "trial_conversion"],
    roles: ["product_viewed"],
    critical: true,
    props: {
      shown_after: oneOf(
        ["onboarding", "locked_session", "profile", "notification", "streak"],
        "Shown after | Affichée après",
        "What led to the screen. | Ce qui a mené à l’écran.",
      ),
    },
  }),
  event("Offer Selected", {
    title: "Offer selected | Formule choisie",
    about:
      "A person chose a duration and pressed the button. | Une personne a choisi une durée et appuyé sur le bouton.",
    when: "When the store’s payment sheet opens. | À l’ouverture de la fenêtre de paiement de la boutique.",
    in: "subscription",
    owner: "Monetisation",
    serves: ["paywall", "trial_conversion"],
    roles: ["add_to_cart"],
    bundles: ["offer"],
  }),
  event("Trial Started", {
    title: "Trial started | Essai commencé",
    about:
      "A free trial is running; it turns into a subscription unless it is stopped. | Un essai gratuit est en cours ; il devient un abonnement s’il n’est pas arrêté.",
    when: "On the server, when the store confirms the trial. | Côté serveur, quand la boutique confirme l’essai.",
    in: "subscription",
    owner: "Monetisation",
    purpose: "service",
    serves: ["paywall", "trial_conversion"],
    critical: true,
    bundles: ["offer"],
    props: {
      trial_days: whole([1, 90], 7, "Days of trial | Jours d’essai", "Its length. | Sa durée."),
    },
  }),
  event("Subscription Paid", {
    title: "Subscription paid | Abonnement payé",
    about:
      "A period of subscription was paid, the first or a later one. | Une période d’abonnement a été payée, la première ou une suivante.",
    when: "On the server, at the store’s notification; never from the device. | Côté serveur, à la notification de la boutique ; jamais depuis l’appareil.",
    in: "subscription",
    owner: "Monetisation",
    purpose: "service",
    serves: ["paywall", "renewals", "recurring_revenue"],
    roles: ["purchase"],
    critical: true,
    bundles: ["offer"],
    props: {
      transaction_id: reference(
        "txn-4402117",
        "Transaction number | Numéro de transaction",
        "Of the store: what duplicates are told by. | Celui de la boutique : il révèle les doublons.",
      ),
      amount_paid: withRole(
        "revenue",
        amount(
          59.99,
          "Amount paid | Montant payé",
          "With tax, before the store’s commission. | Taxes comprises, avant la commission de la boutique.",
        ),
      ),
      currency: currency(),
      is_renewal: flag(
        "Renewal | Renouvellement",
        "False for the first period paid. | Faux pour la première période payée.",
      ),
    },
  }),
  event("Renewal Stopped", {
    title: "Renewal stopped | Renouvellement arrêté",
    about:
      "A subscriber or trial user turned the renewal off; access lasts to the end of the period. | Un abonné ou une personne à l’essai a coupé le renouvellement ; l’accès dure jusqu’à la fin de la période.",
    when: "On the server, at the store’s notification. | Côté serveur, à la notification de la boutique.",
    in: "subscription",
    owner: "Monetisation",
    purpose: "service",
    serves: ["renewals", "recurring_revenue"],
    critical: true,
    bundles: ["offer"],
    props: {
      stopped_in: oneOf(
        ["trial", "first_period", "later_period"],
        "Stopped during | Arrêté pendant",
        "How far the subscription had come. | À quel stade en était l’abonnement.",
      ),
    },
  }),
  event("Payment Failed", {
    title: "Payment failed | Paiement échoué",
    about:
      "The store could not collect a renewal: many leave without having wanted to. | La boutique n’a pas pu encaisser un renouvellement : beaucoup partent sans l’avoir voulu.",
    when: "On the server, at the store’s notification, once per period. | Côté serveur, à la notification de la boutique, une fois par période.",
    in: "subscription",
    owner: "Monetisation",
    purpose: "service",
    serves: ["renewals", "recurring_revenue"],
    bundles: ["offer"],
    props: {
      grace_days: whole(
        [0, 60],
        16,
        "Days of grace | Jours de grâce",
        "How long access lasts meanwhile. | Combien de temps l’accès dure entre-temps.",
      ),
    },
  }),
];

const notification = () =>
  text("evening-reminder", "Notification | Notification", "Key of the message. | Clé du message.");

export const MOBILE_APP_MESSAGE_EVENTS: readonly EventDraft[] = [
  event("Push Sent", {
    title: "Push sent | Notification envoyée",
    about: "A notification left for a device. | Une notification est partie vers un appareil.",
    when: "When the provider accepts it. | Quand le prestataire l’accepte.",
    in: "lifecycle",
    owner: "Lifecycle",
    purpose: "marketing",
    serves: ["habit", "weekly_active"],
    props: { notification: notification() },
  }),
  event("Push Opened", {
    title: "Push opened | Notification ouverte",
    about: "A notification brought somebody to the app. | Une notification a ramené quelqu’un dans l’application.",
    when: "When the app opens from it, before any screen is drawn. | Quand l’application s’ouvre depuis la notification, avant tout affichage.",
    in: "lifecycle",
    owner: "Lifecycle",
    purpose: "marketing",
    serves: ["habit", "weekly_active"],
    props: { notification: notification() },
  }),
  ...lifecycleEvents(["renewals", "weekly_active"], ["stability"], ["subscription", "crash", "content", "account"]),
];
