/** The last step of every reader of a foreign format: from the shape of a plan file to the plan, with errors at their origin. */

import { suggestIdentifier } from "../plan/names.ts";
import type { Language, NamingCase } from "../plan/plan.ts";
import { plainStandards } from "../plan/standards.ts";
import { type FormatError, type FormatName, pointerOf, type ReadFinding, type ReadResult } from "./format.ts";
import type { LossEntry } from "./loss.ts";
import { expandPlanFile } from "./plan-file/expand.ts";
import { PLAN_FILE_VERSION, type PlanFile, planFileSchema } from "./plan-file/file-schema.ts";
import { type Problem, problemsOf, shown } from "./problem.ts";

type FileStandards = NonNullable<NonNullable<PlanFile["settings"]>["standards"]>;

/** Everything of a plan file but its first lines. */
export type PlanDraft = Omit<PlanFile, "gabarit" | "slug">;

/** Where in the given files an object of the draft comes from, by its pointer in the draft. */
type Origins = ReadonlyMap<string, Omit<FormatError, "code" | "message" | "expected">>;

export interface DraftOptions {
  readonly format: FormatName;
  readonly slug: string;
  readonly file: string;
  readonly origins: Origins;
  readonly findings?: readonly ReadFinding[];
  readonly loss: readonly LossEntry[];
  readonly carried: readonly string[] | undefined;
}

function originOf(
  path: readonly PropertyKey[],
  options: DraftOptions,
): Omit<FormatError, "code" | "message" | "expected"> {
  for (let length = path.length; length > 0; length--) {
    const origin = options.origins.get(pointerOf(path.slice(0, length)));
    if (origin !== undefined) return origin;
  }
  return { file: options.file };
}

function failed(problems: readonly Problem[], options: DraftOptions): ReadResult {
  const errors = problems.map(({ path, ...problem }) => ({ ...originOf(path, options), ...problem }));
  return { ok: false, format: options.format, errors };
}

function settledIdentifiers(plan: Extract<ReadResult, { ok: true }>["plan"]): ReadFinding[] {
  return plan.events.flatMap((event, index) => {
    const wished = suggestIdentifier({ ...event, policy: plan.settings.identifiers, taken: new Set() });
    if (wished === event.identifier) return [];
    return [
      {
        code: "identifier_settled",
        path: `/events/${index}/identifier`,
        message: {
          en: `${shown(event.name)} is called ${event.identifier} in code: another event is called ${wished}.`,
          fr: `${shown(event.name)} s’appelle ${event.identifier} dans le code : un autre événement s’appelle ${wished}.`,
        },
      },
    ];
  });
}

/** The result of reading a foreign file. */
export function finishDraft(draft: PlanDraft, options: DraftOptions): ReadResult {
  const file: PlanFile = { gabarit: PLAN_FILE_VERSION, slug: options.slug, ...draft };
  const parsed = planFileSchema.safeParse(file);
  if (!parsed.success) return failed(problemsOf(parsed.error, file), options);
  const expanded = expandPlanFile(parsed.data);
  if (!expanded.ok) return failed(expanded.problems, options);
  const findings = [...(options.findings ?? []), ...settledIdentifiers(expanded.plan)];
  const { format, loss, carried } = options;
  return { ok: true, format, plan: expanded.plan, findings, loss, ...(carried === undefined ? {} : { carried }) };
}

/** A slug from any text: Latin letters without accents, digits and hyphens. */
export function slugFrom(text: string | undefined, otherwise = "imported"): string {
  const plain = (text ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 60)
    .replace(/-+$/, "");
  return slug === "" ? otherwise : slug;
}

const CASES: readonly (readonly [NamingCase, RegExp])[] = [
  ["snake_case", /^[a-z0-9]+(_[a-z0-9]+)*$/],
  ["kebab-case", /^[a-z0-9]+(-[a-z0-9]+)*$/],
  ["camelCase", /^[a-z][a-zA-Z0-9]*$/],
  ["Title Case", /^[\p{Lu}\p{N}][^\s_]*( [\p{Lu}\p{N}][^\s_]*)*$/u],
  ["Sentence case", /^[\p{Lu}\p{N}][^\s_]*( [\p{Ll}\p{N}][^\s_]*)*$/u],
];

/** The naming a list of names follows, when nine in ten do. */
export function namingOf(names: readonly string[]): NamingCase {
  if (names.length === 0) return "any";
  const count = (pattern: RegExp) => names.filter((name) => pattern.test(name)).length;
  const ranked = CASES.map(([naming, pattern]) => ({ naming, hits: count(pattern) })).sort((a, b) => b.hits - a.hits);
  const best = ranked[0];
  return best !== undefined && best.hits >= names.length * 0.9 ? best.naming : "any";
}

/** Standards that ask for the naming these names already follow. */
export function standardsOf(events: readonly string[], properties: readonly string[]): FileStandards {
  return plainStandards(namingOf(events), namingOf(properties)) as unknown as FileStandards;
}

/** Settings of an imported plan: its own language, and the naming its names already follow. */
export function settingsOf(draft: PlanDraft, language: Language): NonNullable<PlanFile["settings"]> {
  const events = (draft.events ?? []).map((event) => event.name);
  const properties = (draft.events ?? []).flatMap((event) => (event.properties ?? []).map((property) => property.name));
  return { languages: [language], standards: standardsOf(events, properties) };
}
