/** Why a question is refused, one sentence per language. Paths are JSON pointers into the question. */

import type { FieldError } from "../../base/error.ts";
import { nearestName } from "../../plan/find.ts";

export interface Problems {
  readonly list: readonly FieldError[];
  add(path: string, en: string, fr: string): void;
}

export function newProblems(): Problems {
  const list: FieldError[] = [];
  return { list, add: (path, en, fr) => void list.push({ path, en, fr }) };
}

interface Unknown {
  readonly what: { readonly en: string; readonly fr: string };
  readonly written: string;
  readonly candidates: Iterable<string>;
}

/** "There is no …. Did you mean …?" */
export function addUnknown(problems: Problems, path: string, { what, written, candidates }: Unknown): void {
  const nearest = nearestName(written, candidates);
  const proposal =
    nearest === undefined
      ? { en: "", fr: "" }
      : { en: ` Did you mean “${nearest}”?`, fr: ` Vouliez-vous dire « ${nearest} » ?` };
  problems.add(
    path,
    `There is no ${what.en} “${written}”.${proposal.en}`,
    `Il n’y a pas ${what.fr} « ${written} ».${proposal.fr}`,
  );
}

export const WHAT = {
  event: { en: "event", fr: "d’événement" },
  property: { en: "property", fr: "de propriété" },
  userProperty: { en: "user property", fr: "de propriété utilisateur" },
  groupProperty: { en: "group property", fr: "de propriété de groupe" },
  cohort: { en: "cohort", fr: "de cohorte" },
} as const;
