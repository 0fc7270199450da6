/** The settings in a plan file: their shape there, how they are written, and how they are read. */

import { z } from "zod";
import { DEFAULT_SETTINGS } from "../../plan/new-object.ts";
import { type LocalizedText, NAMING_CASES, type NamingCase } from "../../plan/plan.ts";
import type { PlanSettings } from "../../plan/plan-settings.ts";
import { localizedTextSchema, planSettingsSchema, purposeSchema, recipientSchema } from "../../plan/schema.ts";
import {
  namingStandardSchema,
  requiredFieldsSchema,
  standardsSchema,
  suppressionSchema,
} from "../../plan/schema-standards.ts";
import { transformationSchema } from "../../plan/schema-transformation.ts";
import { DEFAULT_STANDARDS, plainStandards, STANDARD_KINDS, type Standards } from "../../plan/standards.ts";
import { compact, type Fields, texts } from "./compact-fields.ts";

/** A text per language, or one string in the first language of the plan. */
export const fileTextSchema = z.union([localizedTextSchema.shape.en.unwrap(), localizedTextSchema]);
export type FileText = z.infer<typeof fileTextSchema>;

const filePurposeSchema = z.strictObject({
  ...purposeSchema.shape,
  name: fileTextSchema.optional(),
  description: fileTextSchema.optional(),
  recipients: purposeSchema.shape.recipients.optional(),
});

const fileRecipientSchema = z.strictObject({
  ...recipientSchema.shape,
  description: fileTextSchema.optional(),
  safeguards: fileTextSchema.optional(),
});

const fileTransformationSchema = transformationSchema.extend({
  sources: transformationSchema.shape.sources.unwrap().optional(),
});

const naming = namingStandardSchema.partial().optional();
const fileStandardsSchema = standardsSchema.partial().extend({
  naming: z
    .strictObject({ event: naming, property: naming, user_property: naming, bundle: naming, category: naming })
    .optional(),
  requiredFields: requiredFieldsSchema.partial().optional(),
  suppressions: z.array(suppressionSchema).optional(),
});

export const fileSettingsSchema = planSettingsSchema.partial().extend({
  standards: fileStandardsSchema.optional(),
  /** Read from files written before there were standards; never written. */
  eventNaming: z.enum(NAMING_CASES).optional(),
  propertyNaming: z.enum(NAMING_CASES).optional(),
  purposes: z.array(filePurposeSchema).optional(),
  recipientDetails: z.array(fileRecipientSchema).optional(),
  transformations: z.array(fileTransformationSchema).optional(),
  dataSubjects: fileTextSchema.optional(),
  securityMeasures: fileTextSchema.optional(),
});
type FileSettings = z.infer<typeof fileSettingsSchema>;

/** Cases are written out: they must not move when our defaults do. */
function compactStandards(standards: Standards): Fields {
  const { requiredFields, severities, synonyms, suppressions, staleDays } = standards;
  const blank = plainStandards("any", "any").naming.event;
  const cased: ReadonlySet<string> = new Set(["event", "property", "user_property"]);
  const entries = STANDARD_KINDS.map((kind) => {
    const { case: nameCase, ...rest } = standards.naming[kind];
    const own = cased.has(kind)
      ? { case: nameCase, ...compact(rest, { ...blank }) }
      : compact({ case: nameCase, ...rest }, { ...blank });
    return [kind, own] as const;
  });
  const named = Object.fromEntries(entries.filter(([, own]) => Object.keys(own).length > 0));
  const required = compact({ ...requiredFields }, { ...DEFAULT_STANDARDS.requiredFields });
  const fields = { naming: named, requiredFields: required, severities, synonyms, suppressions, staleDays };
  return compact(fields, { requiredFields: {}, severities: {}, synonyms: [], suppressions: [] });
}

/** Settings are written out: they must not move when our defaults do. */
export function compactSettings(settings: PlanSettings): Fields {
  const { languages, standards, identifiers, canonicalUserId, automatic } = settings;
  const purposes = settings.purposes.map(({ key, name, description, legalBasis, recipients, retentionDays }) =>
    compact(
      { key, name: texts(name), description: texts(description), legalBasis, recipients, retentionDays },
      { name: {}, description: {}, recipients: [] },
    ),
  );
  const recipientDetails = settings.recipientDetails.map(({ key, description, country, safeguards }) =>
    compact(
      { key, description: texts(description), country, safeguards: texts(safeguards) },
      { description: {}, safeguards: {} },
    ),
  );
  const transformations = settings.transformations.map(({ sources, ...rest }) =>
    compact({ ...rest, sources }, { sources: [] }),
  );
  const { controller, controllerContact, dataProtectionOfficer } = settings;
  const { pseudonymousValues, personalValues, sensitiveValues } = settings;
  const fields = { languages, standards: compactStandards(standards), identifiers, canonicalUserId, automatic };
  const register = {
    ...{ purposes, recipientDetails, transformations, controller, controllerContact, dataProtectionOfficer },
    ...{ pseudonymousValues, personalValues, sensitiveValues },
    dataSubjects: texts(settings.dataSubjects),
    securityMeasures: texts(settings.securityMeasures),
  };
  const blanks = {
    ...{ purposes: [], recipientDetails: [], transformations: [] },
    dataSubjects: {},
    securityMeasures: {},
  };
  return compact({ ...fields, ...register }, blanks);
}

function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function expandStandards({ standards = {}, eventNaming, propertyNaming }: FileSettings): Standards {
  const given = standards.naming ?? {};
  const ofProperties: NamingCase = given.property?.case ?? propertyNaming ?? DEFAULT_STANDARDS.naming.property.case;
  const plain = plainStandards(eventNaming ?? DEFAULT_STANDARDS.naming.event.case, ofProperties);
  const kinds = STANDARD_KINDS.map((kind) => [kind, { ...plain.naming[kind], ...defined(given[kind] ?? {}) }] as const);
  return {
    ...plain,
    ...defined(standards),
    naming: Object.fromEntries(kinds) as Standards["naming"],
    requiredFields: { ...plain.requiredFields, ...defined(standards.requiredFields ?? {}) },
  } as Standards;
}

/** The settings a file describes; `text` gives a plain string its language. */
export function expandSettings(
  settings: FileSettings = {},
  text: (text: FileText | undefined) => LocalizedText,
): PlanSettings {
  const {
    purposes = [],
    recipientDetails = [],
    transformations = [],
    dataSubjects,
    securityMeasures,
    ...rest
  } = settings;
  const { standards: _standards, eventNaming: _event, propertyNaming: _property, ...given } = rest;
  return {
    ...DEFAULT_SETTINGS,
    ...defined(given),
    standards: expandStandards(settings),
    purposes: purposes.map((purpose) =>
      defined({
        ...purpose,
        name: text(purpose.name),
        description: text(purpose.description),
        recipients: purpose.recipients ?? [],
      }),
    ),
    recipientDetails: recipientDetails.map((recipient) =>
      defined({ ...recipient, description: text(recipient.description), safeguards: text(recipient.safeguards) }),
    ),
    transformations: transformations.map((transformation) =>
      defined({ ...transformation, sources: transformation.sources ?? [] }),
    ) as PlanSettings["transformations"],
    dataSubjects: text(dataSubjects),
    securityMeasures: text(securityMeasures),
  };
}
