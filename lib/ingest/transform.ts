/**
 * Rewriting an event that breaks the plan in the ways the plan states, so that it conforms. Whether it does is found by judging
 * it again with the same validators, under the version that judged it; an event that does not conform then is left as it came.
 */

import { systemClock } from "../base/clock.ts";
import { castTo } from "../plan/cast.ts";
import { missingField, type Transformation } from "../plan/transformation.ts";
import { compareReleases } from "../violation/state.ts";
import type { Judgement } from "../violation/violation.ts";
import { appVersionOf, type Call } from "./call.ts";
import { type JudgeRule, judge } from "./judge.ts";
import { isRecord } from "./read-call.ts";
import type { PlanVersions } from "./validate.ts";

/** What transformations made of an event. */
export interface Transformed {
  /** Keys of those that took part, in their order. */
  readonly by: readonly string[];
  /** The wire name it has now. */
  readonly name: string;
  /** Its properties now. */
  readonly subject: unknown;
  /** The planned event that it is. */
  readonly eventId: string;
}

/** As the event store keeps it. */
export function transformedText(transformed: Transformed | undefined): string {
  return transformed === undefined ? "" : JSON.stringify(transformed);
}

/** What the event store kept. */
export function transformedOf(text: string): { readonly transformed?: Transformed } {
  return text === "" ? {} : { transformed: JSON.parse(text) as Transformed };
}

/** The call as analysis takes it. */
export function asTransformed(call: Call, transformed: Transformed | undefined): Call {
  return transformed === undefined ? call : { ...call, name: transformed.name, subject: transformed.subject };
}

type Fields = Readonly<Record<string, unknown>>;
/** What becomes of an object that holds the property; the same object where nothing does. */
type Rewrite = (object: Fields, name: string) => Fields;

function rewritten(value: unknown, names: readonly string[], rewrite: Rewrite): unknown {
  const [name = "", ...rest] = names;
  if (name === "[]") {
    if (!Array.isArray(value)) return value;
    const items = value.map((item: unknown) => rewritten(item, rest, rewrite));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isRecord(value) || !Object.hasOwn(value, name)) return value;
  if (rest.length === 0) return rewrite(value, name);
  const inner = rewritten(value[name], rest, rewrite);
  return inner === value[name] ? value : { ...value, [name]: inner };
}

/** `lines[].sku` as `lines`, `[]`, `sku`. */
function namesOf(property: string): string[] {
  return property
    .split(".")
    .flatMap((part) => (part.endsWith("[]") && part !== "[]" ? [part.slice(0, -2), "[]"] : part));
}

function without(object: Fields, name: string): Fields {
  const { [name]: _gone, ...rest } = object;
  return rest;
}

function valueRewrite(change: (value: unknown) => unknown): Rewrite {
  return (object, name) => {
    const value = change(object[name]);
    return value === object[name] ? object : { ...object, [name]: value };
  };
}

function mappedBy(values: NonNullable<Transformation["values"]>): (value: unknown) => unknown {
  return (value) => {
    const text = typeof value === "object" || value === undefined ? undefined : String(value);
    return text !== undefined && Object.hasOwn(values, text) ? values[text] : value;
  };
}

function rewriteOf({ operation, to = "", values = {} }: Transformation): Rewrite {
  switch (operation) {
    case "drop":
      return without;
    case "rename_property":
      // What stands there under the right name is not written over.
      return (object, name) =>
        Object.hasOwn(object, to) || to === "__proto__" ? object : { ...without(object, name), [to]: object[name] };
    case "cast":
      return valueRewrite((value) => castTo(to, value));
    default:
      return valueRewrite(mappedBy(values));
  }
}

/** The call after one transformation; the same object where it changes nothing. */
function after(call: Call, transformation: Transformation): Call {
  if (call.name !== transformation.event || missingField(transformation) !== undefined) return call;
  const { operation, property = "", to = "" } = transformation;
  if (operation === "rename_event") return to === call.name ? call : { ...call, name: to };
  const subject = rewritten(call.subject, namesOf(property), rewriteOf(transformation));
  return subject === call.subject ? call : { ...call, subject };
}

function isFor(
  { sources, before, until }: Transformation,
  call: Call,
  source: string | undefined,
  today: string,
): boolean {
  if (until < today || (sources.length > 0 && (source === undefined || !sources.includes(source)))) return false;
  if (before === undefined) return true;
  const release = appVersionOf(call);
  return release !== "" && compareReleases(release, before) < 0;
}

function made(call: Call, transformations: readonly Transformation[]): Call {
  return transformations.reduce(after, call);
}

/** The fewest that do: one after the other is left out where the rest does as well. */
function needed(
  transformations: readonly Transformation[],
  conforms: (some: readonly Transformation[]) => boolean,
): readonly Transformation[] {
  return transformations.reduce((kept, one) => {
    const rest = kept.filter((other) => other !== one);
    return rest.length > 0 && conforms(rest) ? rest : kept;
  }, transformations);
}

/**
 * What the transformations of the latest version make of a track, page or screen call that does not conform; `undefined` where it
 * does not conform then either. Of a call that conforms it is never asked. A call of an unknown version is not mended: nothing
 * says what it was made for.
 */
export function findTransformed(
  call: Call,
  judgement: Judgement,
  versions: PlanVersions,
  rule: JudgeRule,
): Transformed | undefined {
  const all = versions.latest?.published.plan.settings.transformations ?? [];
  if (all.length === 0 || !["track", "page", "screen"].includes(call.kind)) return undefined;
  if (judgement.verdict === "conformant" || judgement.violations.some(({ code }) => code === "version_unknown"))
    return undefined;
  const { planVersion } = judgement;
  const latest = versions.latest?.version === planVersion ? versions.latest : versions.find(planVersion);
  const today = new Date(systemClock.now()).toISOString().slice(0, 10);
  const open = all.filter((one) => isFor(one, call, rule.sourceSlug, today));
  if (latest === undefined || open.length === 0 || made(call, open) === call) return undefined;
  const only: PlanVersions = { latest, find: () => undefined };
  const judged = (some: readonly Transformation[]): Judgement =>
    judge({ ...made(call, some), declaration: undefined }, only, { ...rule, versionRule: "latest" });
  const conforms = (some: readonly Transformation[]): boolean => judged(some).verdict === "conformant";
  if (!conforms(open)) return undefined;
  const fewest = needed(open, conforms);
  const { eventId } = judged(fewest);
  const { name, subject } = made(call, fewest);
  return eventId === undefined ? undefined : { by: fewest.map(({ key }) => key), name, subject, eventId };
}
