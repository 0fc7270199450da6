/** Shapes that several operations of the API share. */

import { z } from "zod";
import type { AuditPage } from "../../../lib/access/audit.ts";
import { ROLES } from "../../../lib/access/authorized.ts";
import { SCOPES } from "../../../lib/access/scope.ts";
import { isSlug } from "../../../lib/access/slug.ts";
import { ENVIRONMENTS, LIMIT_MAX, PLATFORMS, SOURCE_MODES, UNPLANNED_RULES } from "../../../lib/access/source.ts";
import { STRIPS } from "../../../lib/plan/enforcement.ts";
import { enforcementRulesSchema } from "../../../lib/plan/enforcement-schema.ts";

export const roleShape = z.enum(ROLES);
export const scopeShape = z.enum(SCOPES);
/** An instant in ISO 8601, UTC. */
export const instantShape = z.iso.datetime({ offset: true });
export const nameShape = z.string().trim().min(1).max(200);
export const emailShape = z.string().trim().max(254).pipe(z.email());
export const slugShape = z.string().refine(isSlug, {
  error: "Lower-case letters, digits and single hyphens, at most 60.",
  params: { fr: "Minuscules, chiffres et traits d’union simples, 60 au plus." },
});

export const projectShape = z.object({
  slug: z.string(),
  name: z.string(),
  timeZone: z.string().describe("IANA time zone; local days of every question"),
  weekStart: z.int().min(1).max(7).describe("ISO weekday, 1 = Monday"),
  currency: z.string().describe("ISO 4217"),
  createdAt: instantShape,
});

/** Says what a change's `begun` is for. */
export const BEGUN =
  "Values the change was begun on. A field set to another value meanwhile is refused with stale_revision, its value in data.stored; one left as it was begun stays as it is stored.";

export const projectChangeShape = z.strictObject({
  name: nameShape.optional(),
  timeZone: z.string().max(100).optional(),
  weekStart: z.int().min(1).max(7).optional(),
  currency: z.string().length(3).optional(),
});

export const writeKeyShape = z.object({
  id: z.string(),
  key: z.string().describe("Public: it only lets a client send events"),
  createdAt: instantShape,
  revokedAt: instantShape.nullable(),
});

export const versionRuleShape = z
  .union([z.enum(["latest", "oldest"]), z.templateLiteral([z.int()])])
  .describe("Which version judges what declares none: `latest`, `oldest`, or the number of a published one");

export const overrideShape = z
  .string()
  .max(200)
  .optional()
  .describe("Why an owner lets it go to production without the acceptance run that the project asks for; audited");

export const stripShape = z
  .enum(STRIPS)
  .describe("What is left out of an event that does not conform, where the rest then conforms and enters analysis");

const limitShape = z.int().min(0).max(LIMIT_MAX);
export const limitShapes = {
  eventsPerSecond: limitShape.describe(
    "By each write key, with ten seconds saved up; more is answered with 429. 0: as many as come",
  ),
  eventsPerDay: limitShape.describe("By all write keys, days in UTC; more is answered with 429. 0: as many as come"),
};

export const sourceShape = z.object({
  id: z.string(),
  number: z.int(),
  slug: z.string(),
  name: z.string(),
  platform: z.enum(PLATFORMS),
  environment: z.enum(ENVIRONMENTS),
  mode: z.enum(SOURCE_MODES),
  strip: stripShape,
  rules: enforcementRulesSchema,
  unplanned: z.enum(UNPLANNED_RULES),
  versionRule: versionRuleShape,
  ...limitShapes,
  createdAt: instantShape,
  archivedAt: instantShape.nullable(),
  writeKeys: z.array(writeKeyShape),
});

export const auditEntryShape = z.object({
  id: z.string(),
  at: instantShape,
  projectId: z.string().nullable(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  action: z.string(),
  target: z.string(),
  detail: z.unknown(),
});

export const mailOutcomeShape = z
  .enum(["sent", "failed", "off"])
  .describe("What became of the letter; `off` without a mail server");

/** Every list of the API: its items, how many of them there are at most, and nothing else where it is not paged. */
export function listOf<Item extends z.ZodType>(item: Item, extent = "All of them") {
  return z.object({ items: z.array(item).describe(extent) });
}

export const auditPageShape = z.object({
  items: z.array(auditEntryShape).describe("50 unless `limit` asks for another number, 200 at most"),
  next: z.string().optional().describe("Pass as `before` for the next page"),
});

export const auditQueryShape = z.strictObject({
  search: z.string().max(200).optional(),
  action: z.string().max(100).optional().describe("An action (`plan.publish`) or an area (`plan`)"),
  actorId: z.string().max(100).optional(),
  from: instantShape.optional(),
  to: instantShape.optional(),
  before: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export function auditPage({ entries, next }: AuditPage) {
  return next === undefined ? { items: entries } : { items: entries, next };
}

/** The filter the core takes, from the query. */
export function auditFilter(query: z.output<typeof auditQueryShape>) {
  const { from, to, search, action, actorId, before, limit } = query;
  return {
    ...(search === undefined ? {} : { search }),
    ...(action === undefined ? {} : { action }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(before === undefined ? {} : { before }),
    ...(limit === undefined ? {} : { limit }),
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  };
}

/** Drops keys whose value is undefined: an absent field is not a change. */
export function given<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
