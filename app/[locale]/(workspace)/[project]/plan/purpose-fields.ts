/** Which control edits each field of a purpose and of a recipient, as `fields.ts` does for the rest. */

import { LEGAL_BASES, type Purpose, type Recipient } from "../../../../../lib/plan/plan-settings.ts";
import { description, type FieldTable, id, retentionDays } from "./fields.ts";

export const PURPOSE_FIELDS: FieldTable<Purpose> = {
  key: id,
  name: { control: "localized-line", section: "naming" },
  description,
  legalBasis: { control: "choice", section: "privacy", options: LEGAL_BASES },
  recipients: { control: "words", section: "privacy" },
  retentionDays,
};

export const RECIPIENT_FIELDS: FieldTable<Recipient> = {
  key: id,
  description,
  country: { control: "country", section: "privacy", optional: true },
  safeguards: { control: "localized-text", section: "privacy" },
};
