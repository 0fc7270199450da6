/**
 * A template of the house: a plan, or a part of one that refers to nothing outside itself, with the cohorts that go with it.
 * What is kept is a document with a format version of its own, hashed over its canonical JSON.
 */

import type { Criterion } from "../analysis/question.ts";
import { UserError } from "../base/error.ts";
import { plainWords } from "../base/plain-words.ts";
import { contentHash } from "../plan/canonical-json.ts";
import { documentOfPlan, type PlanDocument, planOfDocument } from "../plan/document.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf } from "../plan/edit-tree.ts";
import { DEFAULT_SETTINGS } from "../plan/new-object.ts";
import type { LocalizedText, Plan } from "../plan/plan.ts";

export const HOUSE_FORMAT = 1;
/** The slug of a template's plan: it belongs to no project. */
export const HOUSE_SLUG = "template";

export interface HouseCohort {
  /** The id of the cohort it was taken of: other cohorts of the template name it. */
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly criterion: Criterion;
}

export interface HouseContent {
  readonly plan: Plan;
  /** The settings come along: standards, canonical user id, automatic properties. Purposes always do, as far as they are named. */
  readonly standards: boolean;
  readonly cohorts: readonly HouseCohort[];
}

/** As it is kept. */
export interface HouseDocument {
  readonly format: number;
  readonly plan: PlanDocument;
  readonly standards: boolean;
  readonly cohorts: readonly HouseCohort[];
}

export function houseDocument({ plan, standards, cohorts }: HouseContent): HouseDocument {
  return { format: HOUSE_FORMAT, plan: documentOfPlan({ ...plan, slug: HOUSE_SLUG }), standards, cohorts };
}

/** Said wherever a template comes from a newer version of the product. */
export function newerFormat(format: number): UserError {
  return new UserError("invalid_input", {
    fields: [
      {
        path: "file",
        en: `This template is of format ${format}; this installation reads up to format ${HOUSE_FORMAT}. Update Gabarit, then open it again: nothing was changed.`,
        fr: `Ce modèle est au format ${format} ; cette installation lit jusqu’au format ${HOUSE_FORMAT}. Mettez Gabarit à jour, puis rouvrez-le : rien n’a été modifié.`,
      },
    ],
  });
}

/** What a document holds. Throws `invalid_input` for one of a newer format. */
export function houseContent({ format, plan, standards, cohorts }: HouseDocument): HouseContent {
  if (format > HOUSE_FORMAT) throw newerFormat(format);
  return { plan: planOfDocument(plan), standards, cohorts };
}

export function houseHash(document: HouseDocument): string {
  return contentHash(document);
}

/** What can be counted in a template. */
export const COUNTED = [...OBJECT_KINDS, "cohort", "standards"] as const;
export type Counted = (typeof COUNTED)[number];
export type HouseCounts = { readonly [K in Counted]: number };

export function houseCounts({ plan, standards, cohorts }: HouseContent): HouseCounts {
  const counts = Object.fromEntries(OBJECT_KINDS.map((kind) => [kind, objectsOf(plan, kind).length]));
  return { ...(counts as { [K in ObjectKind]: number }), cohort: cohorts.length, standards: standards ? 1 : 0 };
}

/** Ids of the objects of a plan, without those of what they hold. */
export function objectIds(plan: Plan): ReadonlySet<string> {
  return new Set(OBJECT_KINDS.flatMap((kind) => objectsOf(plan, kind).map(({ id }) => id as string)));
}

export function isEmptyContent(content: HouseContent): boolean {
  return Object.values(houseCounts(content)).every((count) => count === 0);
}

export const bothOf = (text: LocalizedText) => `${text.en ?? ""} ${text.fr ?? ""}`;

const WORDS_MAX = 20_000;

/** What a template is searched by. */
export function houseWords(name: LocalizedText, description: LocalizedText, { plan, cohorts }: HouseContent): string {
  const events = plan.events.map((event) => `${event.name} ${bothOf(event.displayName)}`);
  const others = [...plan.journeys, ...plan.decisions, ...plan.metrics].map((one) => bothOf(one.name));
  const named = [...plan.bundles, ...plan.userProperties, ...cohorts].map((one) => one.name);
  return plainWords([bothOf(name), bothOf(description), ...events, ...others, ...named].join(" ")).slice(0, WORDS_MAX);
}

/** Settings of a template that takes none. */
export const NO_SETTINGS = { ...DEFAULT_SETTINGS, automatic: [] };
