/**
 * The verdict on one call. The same call, plan versions and source rule give the same verdict wherever this runs: at
 * ingest, in the command line, in a re-judgement.
 *
 * track, page and screen are judged as a whole. identify and group are judged trait by trait: a trait that breaks the plan
 * is held, the others still apply. alias is conformant when it can be read.
 */

import { listEventProperties } from "../plan/find.ts";
import type { PlanEvent, Property, PublishedPlan } from "../plan/plan.ts";
import type { Presence } from "../plan/plan-presence.ts";
import { generalPresence, presenceAt } from "../plan/presence.ts";
import type { VersionRule } from "../plan/version-rule.ts";
import type { Judgement, Violation } from "../violation/violation.ts";
import { MAX_VIOLATIONS, shortValue, violationsOf } from "./ajv-violation.ts";
import type { Call, UnreadableCall } from "./call.ts";
import { withoutHandledFaults } from "./handled.ts";
import { escapePointer, findLimitBreach, MAX_CONTAINER_SIZE, MAX_EVENT_DEPTH, pointerSegments } from "./json-limits.ts";
import { isRecord, typeName } from "./read-call.ts";
import { findPlannedEvent, judgingVersion } from "./resolve.ts";
import type {
  EventValidator,
  Outcome,
  PlanValidators,
  PlanVersions,
  TraitValidator,
  UnplannedRule,
} from "./validate.ts";

export interface JudgeRule {
  /** The sending source; absent for judgements outside any source, which skip `unplanned_on_source`. */
  readonly sourceSlug?: string;
  /** What an unplanned property or trait is. */
  readonly unplanned: UnplannedRule;
  /** Which version judges a call that declares none; the latest without it. */
  readonly versionRule?: VersionRule;
  /** The call is known to be within the depth and size limits, so they are not looked at again. */
  readonly withinLimits?: boolean;
}

const NONE: readonly Violation[] = Object.freeze([]);

function limitViolation(call: Call): Violation | undefined {
  const breach = findLimitBreach(call.message, MAX_EVENT_DEPTH);
  if (breach === undefined) return undefined;
  return breach.kind === "depth"
    ? { code: "too_deep", path: breach.path, keyword: "maxDepth", expected: MAX_EVENT_DEPTH }
    : { code: "cardinality", path: breach.path, keyword: "maxItems", expected: MAX_CONTAINER_SIZE };
}

const propertyIndexes = new WeakMap<PlanEvent, Map<string, Property>>();

/** Properties of an event by dotted path, array items as `[]`. Built when its first violation needs it. */
function propertyIndex(published: PublishedPlan, event: PlanEvent): Map<string, Property> {
  const known = propertyIndexes.get(event);
  if (known !== undefined) return known;
  const index = new Map(listEventProperties(published.plan, event).map(({ property, path }) => [path, property]));
  propertyIndexes.set(event, index);
  return index;
}

/** `["lines", "0", "sku"]` is the property `lines[].sku`. */
function pathOfNames(names: readonly string[], index: ReadonlyMap<string, Property>): string {
  let path = "";
  for (const name of names) {
    const named = path === "" ? name : `${path}.${name}`;
    path = !index.has(named) && /^\d+$/.test(name) ? `${path}[]` : named;
  }
  return path;
}

function outcomeViolations(
  outcome: Outcome,
  context: { base: string; value: unknown; index: () => Map<string, Property> },
): Violation[] {
  if (outcome.ok) return [];
  if ("failed" in outcome) {
    return outcome.failed === "too_deep"
      ? [{ code: "too_deep", path: context.base, keyword: "maxDepth", expected: MAX_EVENT_DEPTH }]
      : [{ code: "value_constraint", path: context.base, keyword: "$schema" }];
  }
  const index = context.index();
  return violationsOf(outcome.errors, {
    base: context.base,
    value: context.value,
    findProperty: (names) => index.get(pathOfNames(names, index)),
  });
}

/** Conformant judgements are equal for every call of one event, and for all traits of a version: one value serves them. */
const conformantOf = new WeakMap<EventValidator | PlanValidators, Judgement>();

function conformantEvent(planned: EventValidator, validators: PlanValidators): Judgement {
  const known = conformantOf.get(planned);
  if (known !== undefined) return known;
  const judgement: Judgement = Object.freeze({
    verdict: "conformant",
    violations: NONE,
    planVersion: validators.version,
    eventId: planned.event.id,
    ...(planned.renamed ? { renamed: true } : {}),
  });
  conformantOf.set(planned, judgement);
  return judgement;
}

function conformantTraits(validators: PlanValidators): Judgement {
  const known = conformantOf.get(validators);
  if (known !== undefined) return known;
  const judgement: Judgement = Object.freeze({
    verdict: "conformant",
    violations: NONE,
    planVersion: validators.version,
  });
  conformantOf.set(validators, judgement);
  return judgement;
}

function unplannedEvent(call: Call, planVersion: number, unknown: Violation | undefined): Judgement {
  const path = call.kind === "track" ? "/event" : call.message.name == null ? "/type" : "/name";
  const violation: Violation = { code: "unplanned_event", path, received: shortValue(call.name) };
  return { verdict: "unplanned", violations: unknown === undefined ? [violation] : [unknown, violation], planVersion };
}

interface SourceContext {
  readonly base: string;
  readonly event: PlanEvent;
  readonly source: string;
  readonly validators: PlanValidators;
}

/** What is wrong only because of the exceptions that the plan makes of this source says so. */
function presenceViolations(
  violations: readonly Violation[],
  { base, event, source, validators }: SourceContext,
): Violation[] {
  const index = propertyIndex(validators.published, event);
  const inCases = (event.variants?.cases ?? []).flatMap(({ properties }) => properties);
  const isException = (path: string, wanted: Presence): boolean => {
    const names = path.startsWith(`${base}/`) ? pointerSegments(path.slice(base.length)) : [];
    const [name = ""] = names;
    const own = index.get(name);
    const namesakes = [...(own === undefined ? [] : [own]), ...inCases.filter((property) => property.name === name)];
    return (
      names.length === 1 &&
      namesakes.some((one) => generalPresence(one) !== wanted && presenceAt(event, one, source) === wanted)
    );
  };
  return violations.map((violation): Violation => {
    const { code, keyword, path } = violation;
    if (code === "required_missing" && isException(path, "required")) return { ...violation, keyword: "presence" };
    if (keyword !== "false schema" || !isException(path, "never")) return violation;
    const { received: _value, ...rest } = violation;
    return { ...rest, code: "unplanned_property", keyword: "presence" };
  });
}

function judgeEvent(
  call: Call,
  validators: PlanValidators,
  unknown: Violation | undefined,
  rule: JudgeRule,
): Judgement {
  const planned = findPlannedEvent(call, validators);
  if (planned === undefined) return unplannedEvent(call, validators.version, unknown);
  const slug = rule.sourceSlug;
  const own = planned.bySource === undefined || slug === undefined ? planned : (planned.bySource.get(slug) ?? planned);
  const outcome = (rule.unplanned === "ignore" ? own.lenient : own.strict).check(call.subject);
  const misplaced = planned.sources !== undefined && slug !== undefined && !planned.sources.has(slug);
  if (outcome.ok && unknown === undefined && !misplaced) return conformantEvent(planned, validators);
  const judged = outcomeViolations(outcome, {
    base: call.subjectPath,
    value: call.subject,
    index: () => propertyIndex(validators.published, planned.event),
  });
  const found =
    own === planned || slug === undefined
      ? judged
      : presenceViolations(judged, { base: call.subjectPath, event: planned.event, source: slug, validators });
  const violations = planned.event.privacy === "sensitive" ? found.map(withoutReceived) : found;
  if (misplaced) {
    violations.unshift({
      code: "unplanned_on_source",
      path: "",
      expected: [...(planned.sources ?? [])],
      received: slug ?? null,
    });
  }
  if (unknown !== undefined) violations.unshift(unknown);
  return {
    verdict: "violating",
    violations: violations.slice(0, MAX_VIOLATIONS),
    planVersion: validators.version,
    eventId: planned.event.id,
    ...(planned.renamed ? { renamed: true } : {}),
  };
}

function judgeTrait(
  name: string,
  value: unknown,
  planned: TraitValidator | undefined,
  base: string,
  rule: JudgeRule,
): Violation[] {
  const path = `${base}/${escapePointer(name)}`;
  if (planned === undefined) {
    if (rule.unplanned === "ignore") return [];
    return [{ code: "unplanned_property", path, keyword: "additionalProperties", received: typeName(value) }];
  }
  const outcome = (rule.unplanned === "ignore" ? planned.lenient : planned.strict).check(value);
  if (outcome.ok) return [];
  const own = planned.trait;
  return outcomeViolations(outcome, {
    base: path,
    value,
    index: () => {
      const within = { ...own, name: "" };
      return new Map([["", within], ...nestedOf(own)]);
    },
  }).map((violation) => (own.privacy === "sensitive" ? withoutReceived(violation) : violation));
}

function withoutReceived({ received: _received, ...rest }: Violation): Violation {
  return rest;
}

function nestedOf(trait: Property): [string, Property][] {
  return trait.type.kind === "object" ? trait.type.properties.map((property) => [property.name, property]) : [];
}

function judgeTraits(
  call: Call,
  validators: PlanValidators,
  unknown: Violation | undefined,
  rule: JudgeRule,
): Judgement {
  const group = call.kind === "group" ? validators.findGroup(call.groupType) : undefined;
  const planVersion = validators.version;
  if (call.kind === "group" && group === undefined) {
    return {
      verdict: "unplanned",
      violations: [{ code: "unplanned_event", path: "/groupId", received: "group" }],
      planVersion,
    };
  }
  const violations: Violation[] = unknown === undefined ? [] : [unknown];
  if (!isRecord(call.subject)) {
    violations.push({
      code: "type_mismatch",
      path: call.subjectPath,
      keyword: "type",
      expected: "object",
      received: typeName(call.subject),
    });
    return { verdict: "violating", violations, planVersion };
  }
  const traits = group?.traits ?? validators.userTraits;
  for (const name of Object.keys(call.subject)) {
    if (violations.length >= MAX_VIOLATIONS) break;
    violations.push(...judgeTrait(name, call.subject[name], traits.get(name), call.subjectPath, rule));
  }
  return violations.length === 0 ? conformantTraits(validators) : { verdict: "violating", violations, planVersion };
}

/** Judges one readable call under the version it declares, else the one of its source's rule. */
export function judge(call: Call, versions: PlanVersions, rule: JudgeRule): Judgement {
  const judgement = judgeWhole(call, versions, rule);
  return call.handled === undefined ? judgement : withoutHandledFaults(judgement, call.handled);
}

function judgeWhole(call: Call, versions: PlanVersions, rule: JudgeRule): Judgement {
  const judging = judgingVersion(call, versions, rule.versionRule);
  if (rule.withinLimits !== true) {
    const breach = limitViolation(call);
    if (breach !== undefined) {
      return { verdict: "violating", violations: [breach], planVersion: judging?.validators.version ?? 0 };
    }
  }
  if (call.kind === "alias") {
    return { verdict: "conformant", violations: NONE, planVersion: judging?.validators.version ?? 0 };
  }
  if (judging === undefined) {
    if (call.kind !== "identify" && call.kind !== "group") return unplannedEvent(call, 0, undefined);
    const violation: Violation = { code: "unplanned_event", path: "", received: call.kind };
    return { verdict: "unplanned", violations: [violation], planVersion: 0 };
  }
  return call.kind === "identify" || call.kind === "group"
    ? judgeTraits(call, judging.validators, judging.unknown, rule)
    : judgeEvent(call, judging.validators, judging.unknown, rule);
}

/** The verdict on a call that could not be read. */
export function judgeUnreadable({ problem }: UnreadableCall): Judgement {
  return { verdict: "malformed", violations: [problem], planVersion: 0 };
}

/**
 * Names of the traits of an identify or group call that a judgement holds back; the others apply. A judgement that is
 * about the call as a whole (unplanned, too deep, of an unknown version) holds all of them.
 */
export function heldTraits(call: Call, judgement: Judgement): ReadonlySet<string> {
  const names = isRecord(call.subject) ? Object.keys(call.subject) : [];
  if (judgement.verdict === "conformant") return new Set();
  if (judgement.verdict !== "violating") return new Set(names);
  const prefix = `${call.subjectPath}/`;
  // A full list may have left traits unjudged.
  if (judgement.violations.length >= MAX_VIOLATIONS) return new Set(names);
  const broken = new Set<string>();
  for (const { path } of judgement.violations) {
    if (!path.startsWith(prefix)) return new Set(names);
    const segment = path.slice(prefix.length).split("/", 1)[0] ?? "";
    broken.add(segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return broken;
}
