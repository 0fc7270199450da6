/** A template of the house as a file: YAML (JSON reads as well) with a format version of its own, the plan in it as in a plan file. */

import { LineCounter, parseDocument, Document as YamlDocument } from "yaml";
import { z } from "zod";
import { criterionSchema } from "../analysis/question-schema.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { storableText } from "../base/storable.ts";
import type { FormatError } from "../format/format.ts";
import { compactPlan } from "../format/plan-file/compact.ts";
import { expandPlanFile } from "../format/plan-file/expand.ts";
import { PLAN_FILE_VERSION, planFileSchema } from "../format/plan-file/file-schema.ts";
import { placeProblems } from "../format/plan-file/read.ts";
import { type Problem, problemsOf } from "../format/problem.ts";
import { yamlValue } from "../format/yaml-error.ts";
import type { LocalizedText } from "../plan/plan.ts";
import { localizedTextSchema } from "../plan/schema.ts";
import { HOUSE_FORMAT, HOUSE_SLUG, type HouseContent, newerFormat } from "./house.ts";

/** Everything a file says. */
export interface HouseFile {
  /** The template it was first saved as, wherever that was. */
  readonly origin: string;
  readonly version: number;
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly notes: string;
  readonly content: HouseContent;
}

const KEY = "gabaritTemplate";

const cohortSchema = z.strictObject({
  key: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(200),
  description: z.string().max(5_000).default(""),
  criterion: criterionSchema,
});

const fileSchema = z.strictObject({
  [KEY]: z.literal(HOUSE_FORMAT),
  id: z.string().regex(/^[a-z0-9_]{1,60}$/),
  version: z.int().min(1).max(1_000_000),
  name: localizedTextSchema,
  description: localizedTextSchema.default({}),
  notes: z.string().max(5_000).default(""),
  standards: z.boolean().default(false),
  plan: planFileSchema,
  cohorts: z.array(cohortSchema).max(1_000).default([]),
});

const PRINT = { lineWidth: 0, flowCollectionPadding: false, minContentWidth: 0, indentSeq: true } as const;

export function writeHouseFile({ origin, version, name, description, notes, content }: HouseFile): string {
  const { standards, cohorts } = content;
  const plan = compactPlan({ ...content.plan, slug: HOUSE_SLUG });
  const value = { [KEY]: HOUSE_FORMAT, id: origin, version, name, description, notes, standards, plan, cohorts };
  return new YamlDocument(value, { aliasDuplicateObjects: false }).toString(PRINT);
}

/** True when a text says it is a template: whether it can be read is another matter. */
export function isHouseFile(text: string): boolean {
  return new RegExp(`^\\s*(\\{\\s*)?["']?${KEY}["']?\\s*:`, "m").test(text.slice(0, 10_000));
}

const FAULTS_TOLD = 20;

function placeOf({ line, column, pointer }: FormatError): string {
  const at = line === undefined ? "" : `${line}:${column ?? 1}`;
  return [at, pointer].filter(Boolean).join(" ");
}

function refused(errors: readonly FormatError[]): UserError {
  const fields = errors.slice(0, FAULTS_TOLD).map((error): FieldError => {
    const place = placeOf(error);
    const said = (language: "en" | "fr") =>
      storableText([place, error.message[language], error.expected?.[language]].filter(Boolean).join(" · "));
    return { path: "file", en: said("en"), fr: said("fr") };
  });
  return new UserError("invalid_input", { fields });
}

const NOT_ONE: FormatError = {
  file: "",
  code: "not_a_template",
  message: {
    en: `This is not a template of Gabarit: its first key should be “${KEY}”.`,
    fr: `Ceci n’est pas un modèle de Gabarit : sa première clé devrait être « ${KEY} ».`,
  },
};

function formatOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[KEY] : undefined;
}

/** Formats ahead of ours, of the template and of the plan in it. */
function requireKnown(value: unknown): void {
  const format = formatOf(value);
  if (typeof format !== "number") throw refused([NOT_ONE]);
  if (format > HOUSE_FORMAT) throw newerFormat(format);
  const plan = (value as { plan?: { gabarit?: unknown } | null }).plan?.gabarit;
  if (typeof plan === "number" && plan > PLAN_FILE_VERSION) throw newerFormat(format + 1);
}

/** Reads a file. Throws `invalid_input` with what is wrong and where; one of a newer format is told in one sentence. */
export function readHouseFile(text: string, file = "template.yaml"): HouseFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const read = yamlValue(document, lines, file);
  if (!read.ok) throw refused(read.errors);
  const { value } = read;
  requireKnown(value);
  const fail = (problems: readonly Problem[]) => refused(placeProblems(problems, document, lines, file));
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) throw fail(problemsOf(parsed.error, value));
  const { id, version, name, description, notes, standards, cohorts } = parsed.data;
  const expanded = expandPlanFile(parsed.data.plan);
  if (!expanded.ok) throw fail(expanded.problems.map((one) => ({ ...one, path: ["plan", ...one.path] })));
  const plan = { ...expanded.plan, slug: HOUSE_SLUG, name: {}, description: {} };
  const texts = { name: name as LocalizedText, description: description as LocalizedText };
  return { origin: id, version, ...texts, notes, content: { plan, standards, cohorts } };
}
