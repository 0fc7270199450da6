/** What the demo says in the terminal it is started from. */

import type { Language } from "../../lib/plan/plan.ts";

interface DemoWords {
  readonly publishing: string;
  readonly judging: string;
  readonly waiting: string;
  readonly signIn: string;
  readonly token: string;
  sending(events: number, people: number): string;
  progress(percent: number, events: number): string;
  ready(address: string): string;
}

export const DEMO_WORDS: Readonly<Record<Language, DemoWords>> = {
  en: {
    publishing: "Publishing the demo’s plan and generating its SDK",
    judging: "Judging a colleague’s branch on what was received",
    waiting: "Waiting for the pages to be built",
    signIn: "Sign in once with this address:",
    token: "API token of its owner, shown this once:",
    sending: (events, people) =>
      `Sending ${events.toLocaleString("en")} events of ${people.toLocaleString("en")} people through the SDK`,
    progress: (percent, events) => `${percent} % of ${events.toLocaleString("en")} events`,
    ready: (address) => `Gabarit’s demo is ready at ${address}`,
  },
  fr: {
    publishing: "Publication du plan de la démonstration et génération de son SDK",
    judging: "Jugement de la branche d’une collègue sur ce qui a été reçu",
    waiting: "En attente de la construction des pages",
    signIn: "Cette adresse vous connecte une fois\u00a0:",
    token: "Jeton d’API de son propriétaire, montré cette seule fois\u00a0:",
    sending: (events, people) =>
      `Envoi par le SDK de ${events.toLocaleString("fr")} événements de ${people.toLocaleString("fr")} personnes`,
    progress: (percent, events) => `${percent}\u00a0% de ${events.toLocaleString("fr")} événements`,
    ready: (address) => `La démonstration de Gabarit est prête\u00a0: ${address}`,
  },
};
