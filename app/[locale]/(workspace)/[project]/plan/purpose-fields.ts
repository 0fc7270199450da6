/** Which control edits each field of a purpose, a recipient and a transformation, as `fields.ts` does for the rest. */

import { LEGAL_BASES, type Purpose, type Recipient } from "../../../../../lib/plan/plan-settings.ts";
import { TRANSFORMATION_OPERATIONS, type Transformation } from "../../../../../lib/plan/transformation.ts";
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

export const TRANSFORMATION_FIELDS: FieldTable<Transformation> = {
  key: id,
  event: { control: "line", section: "naming", label: "faultyEvent" },
  operation: { control: "choice", section: "shape", options: TRANSFORMATION_OPERATIONS },
  property: { control: "line", section: "shape", optional: true, label: "faultyProperty" },
  to: { control: "line", section: "shape", optional: true },
  values: { control: "json", section: "shape", optional: true, label: "mappedValues" },
  sources: { control: "words", section: "ownership", suggest: "sources" },
  before: { control: "line", section: "ownership", optional: true, label: "releasesBefore" },
  reason: { control: "line", section: "meaning" },
  until: { control: "day", section: "lifecycle" },
};
