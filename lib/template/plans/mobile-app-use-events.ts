/** Mobile app: opening it, forming a habit, what gets in the way. */

import { type EventDraft, event } from "../build.ts";
import { accountEvents } from "../kit.ts";
import { flag, oneOf, optional, text, whole } from "../property-draft.ts";

export const MOBILE_APP_OPENING_EVENTS: readonly EventDraft[] = [
  event("App Opened", {
    title: "App opened | Application ouverte",
    about:
      "The app came to the foreground after half an hour away or more. | L’application est revenue au premier plan après une demi-heure d’absence ou plus.",
    when: "When the first screen is drawn; not at a return within 30 minutes. | À l’affichage du premier écran ; pas lors d’un retour dans les 30 minutes.",
    in: "habit",
    owner: "Engagement",
    serves: ["habit", "weekly_active"],
    critical: true,
    props: {
      opened_from: oneOf(
        ["icon", "notification", "link", "widget"],
        "Opened from | Ouverte depuis",
        "What led to the opening. | Ce qui a mené à l’ouverture.",
      ),
      is_first_open: flag(
        "First opening | Première ouverture",
        "True once per installation. | Vrai une fois par installation.",
      ),
    },
  }),
  ...accountEvents({ arriving: ["first_week", "activation"], returning: ["habit", "weekly_active"] }, [
    "goal",
    "level",
    "reminder",
    "first_session",
  ]),
  event("Permission Answered", {
    title: "Permission answered | Réponse à une autorisation",
    about:
      "A person allowed or refused what the system asked for. | Une personne a accordé ou refusé ce que le système demandait.",
    when: "When the system dialogue closes with an answer; not when our own screen is shown before it. | À la fermeture de la fenêtre du système ; pas à l’affichage de notre propre écran qui la précède.",
    in: "account",
    owner: "Growth",
    serves: ["first_week", "activation"],
    props: {
      permission: oneOf(
        ["notifications", "tracking", "location", "health", "camera"],
        "Permission | Autorisation",
        "What was asked for. | Ce qui était demandé.",
      ),
      is_granted: flag("Granted | Accordée", "False when it was refused. | Faux en cas de refus."),
    },
  }),
];

export const MOBILE_APP_HABIT_EVENTS: readonly EventDraft[] = [
  event("Goal Set", {
    title: "Goal set | Objectif fixé",
    about: "A person said how often they mean to come. | Une personne a dit à quel rythme elle veut venir.",
    when: "When the goal is stored, the first time and at each change. | Quand l’objectif est enregistré, la première fois et à chaque changement.",
    in: "habit",
    owner: "Engagement",
    serves: ["first_week", "habit", "activation"],
    props: {
      days_a_week: whole([1, 7], 4, "Days a week | Jours par semaine", "The rhythm chosen. | Le rythme choisi."),
    },
  }),
  event("Session Started", {
    title: "Session started | Séance commencée",
    about: "A person began a guided session. | Une personne a commencé une séance guidée.",
    when: "When the sound or the first exercise starts. | Quand le son ou le premier exercice démarre.",
    in: "habit",
    owner: "Content",
    serves: ["content", "completion"],
    bundles: ["session"],
  }),
  event("Session Completed", {
    title: "Session completed | Séance terminée",
    about:
      "A guided session was followed to its end: the action that makes people stay. | Une séance guidée a été suivie jusqu’au bout : l’action qui fait rester.",
    when: "When nine tenths of it have been followed, also offline: the device keeps the time. | Quand les neuf dixièmes ont été suivis, même hors ligne : l’appareil garde l’heure.",
    in: "habit",
    owner: "Content",
    serves: ["content", "habit", "completion", "activation"],
    roles: ["key_value_action"],
    critical: true,
    bundles: ["session"],
    props: {
      minutes_spent: whole(
        [1, 240],
        12,
        "Minutes spent | Minutes passées",
        "Pauses not counted. | Pauses non comptées.",
      ),
      is_offline: flag(
        "Offline | Hors ligne",
        "True when it was followed without a network. | Vrai quand elle a été suivie sans réseau.",
      ),
    },
  }),
  event("Session Abandoned", {
    title: "Session abandoned | Séance abandonnée",
    about: "A guided session was left before its end. | Une séance guidée a été quittée avant la fin.",
    when: "When the person leaves it, or one hour after the app went to the background. | Quand la personne la quitte, ou une heure après le passage en arrière-plan.",
    in: "habit",
    owner: "Content",
    serves: ["content", "completion"],
    bundles: ["session"],
    props: {
      percent_done: whole(
        [0, 89],
        35,
        "Share followed | Part suivie",
        "In percent of its length. | En pourcentage de sa durée.",
      ),
    },
  }),
  event("Streak Reached", {
    title: "Streak reached | Série atteinte",
    about:
      "A person came several days or weeks in a row. | Une personne est venue plusieurs jours ou semaines de suite.",
    when: "On the server, when a milestone of the list is reached. | Côté serveur, quand un palier de la liste est atteint.",
    in: "habit",
    owner: "Engagement",
    serves: ["habit", "weekly_active"],
    roles: ["micro_conversion"],
    props: {
      streak_days: whole(
        [3, 1000],
        7,
        "Days in a row | Jours de suite",
        "3, 7, 14, 30, then each hundred. | 3, 7, 14, 30, puis chaque centaine.",
      ),
    },
  }),
  event("Content Searched", {
    title: "Content searched | Recherche de contenu",
    about: "A person looked for a session by words. | Une personne a cherché une séance par des mots.",
    when: "When the results are shown, once per search. | À l’affichage des résultats, une fois par recherche.",
    in: "habit",
    owner: "Content",
    serves: ["content", "completion"],
    props: {
      query: text(
        "sleep",
        "Words searched | Mots cherchés",
        "As typed, in lower case. | Tels que saisis, en minuscules.",
      ),
      results: whole([0, 10_000], 14, "Results | Résultats", "Sessions found. | Séances trouvées."),
    },
  }),
  event("Friend Invited", {
    title: "Friend invited | Ami invité",
    about: "A person invited somebody to the app. | Une personne a invité quelqu’un dans l’application.",
    when: "When the system’s sharing sheet reports that it was sent. | Quand la feuille de partage du système signale l’envoi.",
    in: "habit",
    owner: "Growth",
    serves: ["habit", "weekly_active"],
    roles: ["micro_conversion"],
    props: {
      share_target: oneOf(
        ["message", "email", "social", "link"],
        "Way of sharing | Moyen de partage",
        "How it was sent; never to whom. | Comment elle est partie ; jamais à qui.",
      ),
    },
  }),
];

export const MOBILE_APP_QUALITY_EVENTS: readonly EventDraft[] = [
  event("App Crashed", {
    title: "App crashed | Plantage de l’application",
    about: "The app stopped by itself. | L’application s’est arrêtée d’elle-même.",
    when: "At the next opening, from the report kept on the device. | À l’ouverture suivante, d’après le rapport gardé sur l’appareil.",
    in: "quality",
    owner: "Engineering",
    purpose: "service",
    serves: ["stability", "crash_free"],
    critical: true,
    props: {
      crash_kind: oneOf(
        ["exception", "memory", "not_responding", "system"],
        "Kind of crash | Type de plantage",
        "As the report groups it. | Selon le classement du rapport.",
      ),
      screen_name: text("session-player", "Screen | Écran", "The last one shown. | Le dernier affiché."),
    },
  }),
  event("App Updated", {
    title: "App updated | Application mise à jour",
    about: "A new version was opened for the first time. | Une nouvelle version a été ouverte pour la première fois.",
    when: "At the first opening of a version that follows another. | À la première ouverture d’une version qui en suit une autre.",
    in: "quality",
    owner: "Engineering",
    purpose: "service",
    serves: ["stability", "crash_free"],
    props: {
      previous_version: optional(
        text(
          "4.11.0",
          "Version before | Version précédente",
          "Absent when the device did not keep it. | Absente si l’appareil ne l’a pas gardée.",
        ),
      ),
    },
  }),
];
