/** An app people open every day, paid by subscription: wellness, languages, fitness, reading. */

import { defineTemplate } from "../build.ts";
import { PURPOSES, personTraits } from "../kit.ts";
import { flag, oneOf, text, trait, whole } from "../property-draft.ts";
import { MOBILE_APP_MESSAGE_EVENTS, MOBILE_APP_REVENUE_EVENTS } from "./mobile-app-revenue-events.ts";
import {
  MOBILE_APP_HABIT_EVENTS,
  MOBILE_APP_OPENING_EVENTS,
  MOBILE_APP_QUALITY_EVENTS,
} from "./mobile-app-use-events.ts";

export const mobileApp = defineTemplate({
  key: "mobile-app",
  name: "Mobile app | Application mobile",
  about:
    "A subscription app for daily use: onboarding, habit, notifications, stores, stability. | Une application sur abonnement à usage quotidien : onboarding, habitude, notifications, boutiques, stabilité.",
  person:
    "Account number of the app, never the device’s advertising identifier | Numéro de compte de l’application, jamais l’identifiant publicitaire de l’appareil",
  owner: "Growth",
  purposes: PURPOSES,
  decisions: {
    first_week: {
      name: "What to change in the first week | Que changer dans la première semaine",
      about:
        "Every two weeks, from what those who stayed did first. | Toutes les deux semaines, d’après les premiers gestes de ceux qui sont restés.",
      owner: "Growth",
    },
    habit: {
      name: "When to remind people, and of what | Quand relancer les personnes, et à quel propos",
      about: "Weekly, from rhythm and silence. | Chaque semaine, d’après le rythme et les silences.",
      owner: "Engagement",
    },
    content: {
      name: "Which sessions to produce, shorten or drop | Quelles séances produire, raccourcir ou retirer",
      about: "Monthly, with the authors. | Chaque mois, avec les auteurs.",
      owner: "Content",
    },
    paywall: {
      name: "Where, when and at what price to offer the subscription | Où, quand et à quel prix proposer l’abonnement",
      about: "Monthly, from experiments. | Chaque mois, d’après les expériences.",
      owner: "Monetisation",
    },
    renewals: {
      name: "Whom to keep before the renewal | Qui retenir avant le renouvellement",
      about: "Weekly, from the cohorts at risk. | Chaque semaine, d’après les cohortes à risque.",
      owner: "Monetisation",
    },
    stability: {
      name: "Which faults to mend before the next release | Quels défauts corriger avant la prochaine version",
      about: "At each release, by the people affected. | À chaque version, selon le nombre de personnes touchées.",
      owner: "Engineering",
    },
  },
  metrics: {
    recurring_revenue: {
      name: "Subscription revenue | Revenu d’abonnement",
      about: "What subscribers pay in a month. | Ce que les abonnés paient en un mois.",
      formula:
        "Sum of periods paid, yearly ones spread over twelve months. | Somme des périodes payées, les annuelles réparties sur douze mois.",
      owner: "Finance",
      decisions: ["paywall", "renewals"],
    },
    trial_conversion: {
      name: "Trial conversion | Conversion de l’essai",
      about: "Trials that become subscriptions. | Essais qui deviennent des abonnements.",
      formula:
        "People who pay within 35 days, over people who start a trial. | Personnes qui paient sous 35 jours, sur personnes qui commencent un essai.",
      owner: "Monetisation",
      decisions: ["paywall"],
      parent: "recurring_revenue",
    },
    weekly_active: {
      name: "Weekly active people | Personnes actives par semaine",
      about: "Who really comes. | Ceux qui viennent vraiment.",
      formula:
        "People who open the app at least once in a week. | Personnes qui ouvrent l’application au moins une fois dans la semaine.",
      owner: "Engagement",
      decisions: ["habit", "renewals"],
      parent: "recurring_revenue",
    },
    activation: {
      name: "Activation rate | Taux d’activation",
      about: "New people who found a rhythm. | Nouveaux venus qui ont trouvé un rythme.",
      formula:
        "Three sessions completed within 7 days of sign-up. | Trois séances terminées en 7 jours après l’inscription.",
      owner: "Growth",
      decisions: ["first_week"],
      parent: "weekly_active",
    },
    completion: {
      name: "Completion rate | Taux d’achèvement",
      about: "Sessions followed to their end. | Séances suivies jusqu’au bout.",
      formula:
        "Sessions completed, over sessions started, per session. | Séances terminées, sur séances commencées, par séance.",
      owner: "Content",
      decisions: ["content"],
      parent: "weekly_active",
    },
    crash_free: {
      name: "Crash-free people | Personnes sans plantage",
      about: "Who was spared by faults. | Ceux que les défauts ont épargnés.",
      formula:
        "Share of active people without a crash, per version. | Part des personnes actives sans plantage, par version.",
      owner: "Engineering",
      decisions: ["stability"],
    },
  },
  categories: {
    account: ["Account | Compte", "Signing up, first steps, permissions. | Inscription, premiers pas, autorisations."],
    habit: ["Habit | Habitude", "Openings, goals, sessions. | Ouvertures, objectifs, séances."],
    subscription: ["Subscription | Abonnement", "From the offer to the renewal. | De l’offre au renouvellement."],
    quality: ["Quality | Qualité", "Crashes and versions. | Plantages et versions."],
    lifecycle: ["Lifecycle | Relation client", "Messages, help and opinions. | Messages, assistance et opinions."],
  },
  bundles: {
    session: {
      name: "Session | Séance",
      about: "The guided session an event is about. | La séance guidée dont parle un événement.",
      owner: "Content",
      serves: ["content", "completion"],
      props: {
        session_id: text("breath-012", "Session | Séance", "Key of the catalogue. | Clé du catalogue."),
        theme: oneOf(
          ["calm", "sleep", "focus", "movement", "learning"],
          "Theme | Thème",
          "First level of the catalogue. | Premier niveau du catalogue.",
        ),
        minutes_planned: whole([1, 120], 12, "Length | Durée", "In minutes. | En minutes."),
        is_free: flag("Free | Gratuite", "False when a subscription is needed. | Faux quand il faut un abonnement."),
      },
    },
    offer: {
      name: "Offer | Offre",
      about: "The subscription an event is about. | L’abonnement dont parle un événement.",
      owner: "Monetisation",
      serves: ["paywall", "recurring_revenue"],
      props: {
        period: oneOf(
          ["month", "year", "lifetime"],
          "Period | Période",
          "How long one payment lasts. | La durée couverte par un paiement.",
        ),
        store: oneOf(["app_store", "google_play", "web"], "Store | Boutique", "Where it is paid. | Là où il est payé."),
      },
    },
  },
  traits: {
    serves: ["habit", "renewals"],
    list: {
      ...personTraits(["free", "trial", "monthly", "yearly", "lifetime"]),
      age_band: trait(
        "demographic",
        oneOf(
          ["18_to_24", "25_to_34", "35_to_49", "50_to_64", "65_or_more"],
          "Age band | Tranche d’âge",
          "As stated in the onboarding; no date of birth. | Déclarée pendant l’onboarding ; pas de date de naissance.",
        ),
      ),
      system: trait(
        "technographic",
        oneOf(["ios", "android"], "System | Système", "Of the device used last. | Celui du dernier appareil utilisé."),
      ),
      has_notifications: trait(
        "technographic",
        flag(
          "Notifications on | Notifications actives",
          "Whether the system lets us notify. | Si le système nous laisse notifier.",
        ),
      ),
      motivation: trait(
        "psychographic",
        oneOf(
          ["sleep_better", "less_stress", "progress", "curiosity"],
          "Motivation | Motivation",
          "First answer of the onboarding. | Première réponse de l’onboarding.",
        ),
      ),
      longest_streak: trait(
        "behavioural",
        whole([0, 5000], 21, "Longest streak | Plus longue série", "In days. | En jours."),
      ),
    },
  },
  events: [
    ...MOBILE_APP_OPENING_EVENTS,
    ...MOBILE_APP_HABIT_EVENTS,
    ...MOBILE_APP_REVENUE_EVENTS,
    ...MOBILE_APP_QUALITY_EVENTS,
    ...MOBILE_APP_MESSAGE_EVENTS,
  ],
  journeys: {
    first_week: {
      name: "The first week | La première semaine",
      about: "From the first opening to a rhythm. | De la première ouverture à un rythme.",
      owner: "Growth",
      steps: [
        ["First opening | Première ouverture", "The app is there. | L’application est là.", "App Opened"],
        ["Account | Compte", "Who is it? | Qui est-ce ?", "Signed Up", "Logged In"],
        [
          "Onboarding | Onboarding",
          "Goal, level, reminder. | Objectif, niveau, rappel.",
          "Onboarding Step Completed",
          "Permission Answered",
          "Goal Set",
        ],
        [
          "First session | Première séance",
          "Started, then followed to its end. | Commencée, puis suivie jusqu’au bout.",
          "Session Started",
          "Session Completed",
          "Session Abandoned",
        ],
        [
          "A rhythm | Un rythme",
          "Coming back by oneself. | Revenir de soi-même.",
          "Streak Reached",
          "Content Searched",
          "Friend Invited",
        ],
      ],
    },
    subscription: {
      name: "Becoming a subscriber | S’abonner",
      about: "From the offer to the renewal. | De l’offre au renouvellement.",
      owner: "Monetisation",
      steps: [
        [
          "Offer | Offre",
          "The paywall, and what is tested there. | L’écran d’offre, et ce qui y est testé.",
          "Paywall Viewed",
          "Experiment Viewed",
        ],
        ["Choice | Choix", "A duration, then the store. | Une durée, puis la boutique.", "Offer Selected"],
        ["Trial | Essai", "A few days for nothing. | Quelques jours gratuits.", "Trial Started"],
        ["Payment | Paiement", "A period is paid. | Une période est payée.", "Subscription Paid", "Payment Failed"],
        ["End | Fin", "The renewal is turned off. | Le renouvellement est coupé.", "Renewal Stopped"],
      ],
    },
    relation: {
      name: "Keeping the app alive | Faire vivre l’application",
      about: "Messages, versions and help. | Messages, versions et assistance.",
      owner: "Lifecycle",
      steps: [
        [
          "Notifications | Notifications",
          "Reminders on the device. | Rappels sur l’appareil.",
          "Push Sent",
          "Push Opened",
        ],
        [
          "E-mails | E-mails",
          "Campaigns, and their refusal. | Campagnes, et leur refus.",
          "Email Sent",
          "Email Opened",
          "Unsubscribed",
        ],
        [
          "Versions | Versions",
          "What changes, and what breaks. | Ce qui change, et ce qui casse.",
          "App Updated",
          "App Crashed",
        ],
        [
          "Help | Assistance",
          "Asking, and judging the answer. | Demander, et juger la réponse.",
          "Support Requested",
          "Satisfaction Answered",
        ],
      ],
    },
  },
});
