/** Which control edits each field of the plan's standards. */

import { NAMING_CASES } from "../../../../../lib/plan/plan.ts";
import {
  type NamingStandard,
  REQUIRABLE_FIELDS,
  type StandardKind,
  type Standards,
  type Suppression,
  WORD_ORDERS,
} from "../../../../../lib/plan/standards.ts";
import { type FieldSpec, type FieldTable, own } from "./fields.ts";

const fixed: FieldSpec = { control: "fixed", section: "naming" };

export const NAMING_FIELDS: FieldTable<NamingStandard> = {
  case: { control: "choice", section: "naming", options: NAMING_CASES },
  prefix: { control: "line", section: "naming", optional: true },
  pattern: { control: "choice", section: "naming", options: WORD_ORDERS },
  allowedVerbs: { control: "words", section: "naming" },
  forbiddenWords: { control: "words", section: "naming" },
  acronyms: { control: "words", section: "naming" },
};

export const NAMING_KINDS: FieldTable<Standards["naming"]> = {
  event: own,
  property: own,
  user_property: own,
  bundle: own,
  category: own,
};

const demanded = (kind: StandardKind): FieldSpec => ({
  control: "choices",
  section: "meaning",
  label: "demanded",
  options: REQUIRABLE_FIELDS[kind],
});
export const REQUIRED_FIELDS: FieldTable<Standards["requiredFields"]> = {
  event: demanded("event"),
  property: demanded("property"),
  user_property: demanded("user_property"),
  bundle: demanded("bundle"),
  category: demanded("category"),
};

export const STANDARDS_FIELDS: FieldTable<Standards> = {
  naming: own,
  requiredFields: own,
  severities: own,
  synonyms: { control: "groups", section: "naming" },
  suppressions: own,
  staleDays: { control: "number", section: "lifecycle", optional: true },
};

export const SUPPRESSION_FIELDS: FieldTable<Suppression> = {
  id: fixed,
  rule: fixed,
  objectId: fixed,
  reason: { control: "line", section: "meaning" },
  until: { control: "day", section: "lifecycle", optional: true },
};
