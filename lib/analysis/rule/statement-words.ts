/** The conformance statement as lines of text, for files and terminals. */

import type { Language } from "../../plan/plan.ts";
import type { ConformanceStatement } from "../question.ts";
import { numberWords } from "./time-words.ts";

const LABELS = {
  planVersions: ["Plan versions", "Versions du plan"],
  received: ["Events received", "Événements reçus"],
  considered: ["Conformant events considered", "Événements conformes pris en compte"],
  stripped: [
    "Of them without properties that their source left out",
    "Dont sans des propriétés que leur source a écartées",
  ],
  transformed: [
    "Of them as transformations of the plan rewrote them",
    "Dont tels que des transformations du plan les ont réécrits",
  ],
  violating: ["Excluded as violating", "Exclus pour violation"],
  unplanned: ["Excluded as unplanned", "Exclus car non prévus"],
  malformed: ["Excluded as malformed", "Exclus car malformés"],
  duplicates: ["Duplicates, apart", "Doublons, à part"],
  repaired: ["Released by a later judgement", "Libérés par un jugement ultérieur"],
  traitsHeld: ["Property values of people held back", "Valeurs de propriétés de personnes retenues"],
  usersTouched: ["People touched by exclusions", "Personnes touchées par les exclusions"],
  environment: ["Environment", "Environnement"],
  asOf: ["As of", "Vu au"],
  timeZone: ["Time zone", "Fuseau horaire"],
} as const;

/** `Events received: 1,204`, one line per figure. */
export function statementLines(statement: ConformanceStatement, language: Language): string[] {
  const { excluded, ...rest } = statement;
  const values = { ...rest, ...excluded };
  const colon = language === "fr" ? "\u00a0: " : ": ";
  return (Object.keys(LABELS) as (keyof typeof LABELS)[]).map((key) => {
    const value = values[key];
    const text =
      typeof value === "number"
        ? numberWords(value, language)
        : typeof value === "string"
          ? value
          : value.map(String).join(", ") || "–";
    return `${LABELS[key][language === "fr" ? 1 : 0]}${colon}${text}`;
  });
}
