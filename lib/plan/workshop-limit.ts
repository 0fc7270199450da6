/** What a workshop has room for, and the sentence for what it has not. */

import type { z } from "zod";
import type { FieldError } from "../base/error.ts";

export const WORKSHOP_LIMITS = {
  title: 200,
  line: 500,
  present: 100,
  decisions: 50,
  metrics: 200,
  events: 200,
  questions: 200,
} as const;

/**
 * The lists above end for whoever adds to them; what two people added at once is joined beyond, up to so many times as much,
 * and kept.
 */
export const JOINED_TIMES = 3;

/** Of one draft, as it is stored. */
export const WORKSHOP_BYTES_MAX = 2_000_000;

interface Words {
  readonly en: string;
  readonly fr: string;
}

const LISTS: Readonly<Record<string, Words>> = {
  present: { en: "people", fr: "personnes" },
  decisions: { en: "decisions", fr: "décisions" },
  metrics: { en: "metrics", fr: "métriques" },
  events: { en: "events", fr: "événements" },
  questions: { en: "open questions", fr: "questions ouvertes" },
};

const PLACES: Readonly<Record<string, Words>> = {
  title: { en: "What it is about", fr: "Sur quoi il porte" },
  heldOn: { en: "Day", fr: "Jour" },
  present: { en: "Who is there", fr: "Qui est là" },
  canonicalUserId: { en: "What identifies a person", fr: "Ce qui identifie une personne" },
  journey: { en: "Journey", fr: "Parcours" },
  decisions: { en: "Decisions", fr: "Décisions" },
  metrics: { en: "Metrics", fr: "Métriques" },
  events: { en: "Events", fr: "Événements" },
  questions: { en: "Open questions", fr: "Questions ouvertes" },
};

type Issue = z.core.$ZodIssue;

function isLimited(key: string): key is keyof typeof WORKSHOP_LIMITS {
  return Object.hasOwn(WORKSHOP_LIMITS, key);
}

/** How much of a list must go before it has room again. */
function tooLong(key: string, given: unknown): number {
  const list: unknown = Object.entries(given ?? {}).find(([name]) => name === key)?.[1];
  return Array.isArray(list) && isLimited(key) ? list.length - WORKSHOP_LIMITS[key] : 0;
}

function sentence(issue: Issue, given: unknown): Words {
  const key = String(issue.path[0] ?? "");
  const list = LISTS[key];
  const place = PLACES[key] ?? { en: "Workshop", fr: "Atelier" };
  const french = issue.code === "custom" ? issue.params?.fr : undefined;
  if (typeof french === "string") return { en: `${place.en}: ${issue.message}`, fr: `${place.fr} : ${french}` };
  if (issue.code === "too_big" && list !== undefined && issue.path.length === 1 && isLimited(key)) {
    const [most, over] = [WORKSHOP_LIMITS[key], tooLong(key, given)];
    return {
      en: `A workshop has room for ${most} ${list.en}: remove ${over} of these.`,
      fr: `Un atelier a de la place pour ${most} ${list.fr} : retirez-en ${over}.`,
    };
  }
  if (issue.code === "too_big")
    return {
      en: `${place.en}: a text has at most ${issue.maximum} characters.`,
      fr: `${place.fr} : un texte a ${issue.maximum} caractères au plus.`,
    };
  if (issue.code === "too_small")
    return { en: `${place.en}: a text is empty.`, fr: `${place.fr} : un texte est vide.` };
  if (key === "heldOn")
    return { en: "The day is no day of the calendar.", fr: "Le jour n’est pas un jour du calendrier." };
  return {
    en: `${place.en}: this has not the form that is expected.`,
    fr: `${place.fr} : ceci n’a pas la forme attendue.`,
  };
}

/** What is wrong with a workshop, in words. */
export function workshopFault(issue: Issue, given: unknown): FieldError {
  return { path: issue.path.join("/"), ...sentence(issue, given) };
}
