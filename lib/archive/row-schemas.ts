/** What the values of an archive's rows may be, where the plan store itself takes any text or document. */

import { z } from "zod";
import { ROLES } from "../access/authorized.ts";
import { isCurrency, isTimeZone } from "../access/project.ts";
import { isSlug } from "../access/slug.ts";
import { ENVIRONMENTS, PLATFORMS, SOURCE_MODES } from "../access/source.ts";
import { criterionSchema, questionSchema } from "../analysis/question-schema.ts";
import { isId } from "../base/id.ts";
import { unstorableIn } from "../base/storable.ts";
import { contentHash } from "../plan/canonical-json.ts";
import { documentOfPlan, type PlanDocument, planOfDocument } from "../plan/document.ts";
import { editSchema } from "../plan/edit.ts";
import { OBJECT_KINDS } from "../plan/edit-tree.ts";
import { STRIPS } from "../plan/enforcement.ts";
import { enforcementRulesSchema } from "../plan/enforcement-schema.ts";
import { IMAGE_TYPES } from "../plan/image-header.ts";
import { planSchema } from "../plan/schema.ts";
import { PLAN_KIND } from "../plan/store-rows.ts";
import { savedViewStateSchema } from "../plan/store-view.ts";
import { VERSION_RULE } from "../plan/version-rule.ts";
import { workshopSchema } from "../plan/workshop.ts";
import { PEOPLE, personSchema, REFUSALS } from "./archive-format.ts";

export type Row = Readonly<Record<string, unknown>>;

const id = z.string().refine(isId);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const slug = z.string().refine(isSlug);
const object = z.record(z.string(), z.unknown());
const number = z.int().min(0);
const branchName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const plan = z.unknown().refine((document) => planSchema.safeParse(planOf(document)).success);
/** A `RecordedCommand`. */
const change = z.looseObject({
  edits: z.array(editSchema),
  fields: z.array(z.string()),
  merged: z.string().optional(),
  rebased: z.looseObject({ main: number, decided: number }).optional(),
  reason: z.string().optional(),
});

function planOf(document: unknown): unknown {
  return planOfDocument(document as PlanDocument);
}

/** Every carried table has its own; columns that are not named here are held against their type in the store. */
const ROW_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  [PEOPLE]: personSchema,
  Workspace: z.looseObject({ id }),
  Membership: z.looseObject({ role: z.enum(ROLES) }),
  Team: z.looseObject({ id, slug }),
  TeamMember: z.looseObject({ teamId: id }),
  Project: z.looseObject({
    id,
    timeZone: z.string().refine(isTimeZone),
    weekStart: z.int().min(1).max(7),
    currency: z.string().refine(isCurrency),
    requiredApprovals: number,
    mostNewlyFailing: z.number().min(0).max(100).nullish(),
    managedRepository: z.url({ protocol: /^https?$/ }).nullish(),
  }),
  Source: z.looseObject({
    id,
    slug,
    platform: z.enum(PLATFORMS),
    environment: z.enum(ENVIRONMENTS),
    mode: z.enum(SOURCE_MODES),
    strip: z.enum(STRIPS).optional(),
    rules: enforcementRulesSchema.optional(),
    unplanned: z.enum(["violation", "ignore"]),
    versionRule: z.string().regex(VERSION_RULE).optional(),
    eventsPerSecond: number.optional(),
    eventsPerDay: number.optional(),
  }),
  PlanSnapshot: z.looseObject({ id: hash, document: plan }),
  PlanBranch: z.looseObject({ id, name: branchName, revision: number }),
  PlanImage: z.looseObject({ hash, mediaType: z.enum(IMAGE_TYPES), width: number, height: number }),
  PlanObject: z.looseObject({ kind: z.enum([PLAN_KIND, ...OBJECT_KINDS]), data: object }),
  PlanEdit: z.looseObject({ revision: number, command: change }),
  Review: z.looseObject({
    state: z.enum(["open", "ready", "changes_requested", "approved"]),
    requiredApprovals: number,
  }),
  ReviewVerdict: z.looseObject({
    id,
    verdict: z.enum(["approve", "request_changes"]),
    voidedCause: z.enum(["edit", "rebase", "replaced", "asked_again", "withdrawn", "closed", "dismissed"]).nullish(),
  }),
  BranchEvent: z.looseObject({
    kind: z.enum([
      "ready",
      "withdrawn",
      "approved",
      "changes_requested",
      "voided",
      "rebased",
      "merged",
      "closed",
      "reopened",
    ]),
    detail: object.optional(),
  }),
  CommentThread: z.looseObject({ id }),
  Comment: z.looseObject({
    id,
    mentions: z.array(z.looseObject({ personId: z.string(), name: z.string() })).optional(),
  }),
  PlanVersion: z.looseObject({
    version: z.int().min(1),
    hash,
    document: plan,
    eventVersions: z.record(z.string(), z.int().min(1)),
  }),
  PropertySlot: z.looseObject({
    storedAs: z.enum(["number", "boolean", "datetime", "string", "json"]),
    slot: z.string().regex(/^(n([0-9]|1[0-5])|s([0-9]|1[0-9]|2[0-3])|overflow)$/),
  }),
  PlanRead: z.looseObject({ objectId: z.string().max(100) }),
  ImportMapping: z.looseObject({ headerKey: z.string().max(200), mapping: object }),
  HouseTemplate: z.looseObject({ id, origin: z.string().max(100), name: object, description: object }),
  HouseTemplateVersion: z.looseObject({ version: z.int().min(1), hash, document: object, counts: object }),
  HouseApplication: z.looseObject({ id, placement: object }),
  ViolationTriage: z.looseObject({ state: z.enum(["open", "assigned", "ignored", "resolved", "regressed"]) }),
  Reverdict: z.looseObject({ id, state: z.enum(["running", "done", "failed", "cancelled"]) }),
  Backtest: z.looseObject({
    id,
    environment: z.enum(ENVIRONMENTS),
    state: z.enum(["running", "done", "failed", "cancelled"]),
  }),
  AcceptanceRun: z.looseObject({ id, state: z.enum(["running", "paused", "signed", "cancelled"]) }),
  Cohort: z.looseObject({ id, criterion: criterionSchema }),
  Report: z.looseObject({ id, question: questionSchema.refine(({ kind }) => kind !== "cohort") }),
  Workshop: z.looseObject({ id, draft: workshopSchema }),
  SavedView: z.looseObject({ id, view: savedViewStateSchema }),
  AuditEntry: z.looseObject({ action: z.string().regex(/^[a-z_]+\.[a-z_]+$/), detail: object.optional() }),
};

/** Rows that are named by the hash of what they hold must hold it: others may come to share them. */
function isItsHash(table: string, row: Row): boolean {
  if (table === "PlanSnapshot") return contentHash(row.document) === row.id;
  if (table === "HouseTemplateVersion") return contentHash(row.document) === row.hash;
  if (table !== "PlanVersion") return true;
  const hashed = (document: unknown) => contentHash({ plan: document, eventVersions: row.eventVersions });
  const asKept = () => hashed(documentOfPlan(planOfDocument(row.document as PlanDocument)));
  return hashed(row.document) === row.hash || asKept() === row.hash;
}

function attempted(prove: () => boolean): boolean {
  try {
    return prove();
  } catch {
    return false;
  }
}

/** Refuses a row that no Gabarit wrote, whatever of it made a reader stumble. */
export function proveRow(table: string, row: Row, path: string): void {
  if (!attempted(() => unstorableIn(row) === undefined)) throw REFUSALS.contradicts(path);
  if (!attempted(() => isItsHash(table, row))) throw REFUSALS.changed(path);
  if (!attempted(() => ROW_SCHEMAS[table]?.safeParse(row).success === true)) throw REFUSALS.contradicts(path);
}
