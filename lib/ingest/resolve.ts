/** Which version of the plan judges a call, and which planned event it is. */

import type { CallType } from "../plan/plan.ts";
import { pinnedVersion, type VersionRule } from "../plan/version-rule.ts";
import type { Violation } from "../violation/violation.ts";
import type { Call, Declaration } from "./call.ts";
import type { EventValidator, PlanValidators, PlanVersions } from "./validate.ts";

export interface JudgingVersion {
  readonly validators: PlanValidators;
  /** Set when the call declares a version that is not a published one; the one of the source's rule judges instead. */
  readonly unknown?: Violation;
}

/** A declared hash names the version's content; a version without one is taken at its number. */
function isDeclared(validators: PlanValidators, declaration: Declaration): boolean {
  const { published } = validators;
  if (declaration.hash !== undefined) return declaration.hash === published.hash;
  return declaration.plan === undefined || declaration.plan === published.plan.slug;
}

/** The version of a source's rule. One that is not there, as for an event that no version plans, gives way to the latest. */
function ruledVersion(call: Call, versions: PlanVersions, rule: VersionRule): PlanValidators | undefined {
  if (rule === "latest") return versions.latest;
  const pinned = pinnedVersion(rule);
  const first = pinned ?? versions.firstPlanning?.(call.kind, call.name);
  return (first === undefined ? undefined : versions.find(first)) ?? versions.latest;
}

/** The version a call declares, else the one of its source's rule. `undefined` when nothing is published. */
export function judgingVersion(
  call: Call,
  versions: PlanVersions,
  rule: VersionRule = "latest",
): JudgingVersion | undefined {
  const ruled = ruledVersion(call, versions, rule);
  if (ruled === undefined) return undefined;
  const { declaration } = call;
  if (declaration === undefined || declaration.version === 0) return { validators: ruled };
  const declared = versions.find(declaration.version);
  if (declared !== undefined && isDeclared(declared, declaration)) return { validators: declared };
  return {
    validators: ruled,
    unknown: {
      code: "version_unknown",
      path: "/context/gabarit/version",
      expected: ruled.version,
      received: declaration.version,
    },
  };
}

/**
 * The planned event of a track, page or screen call, by call type and name; former names lead to it as well. Libraries that
 * know no pages or screens send them as what they know: then the event that the call declares counts, under its name.
 */
export function findPlannedEvent(call: Call, validators: PlanValidators): EventValidator | undefined {
  const { kind, name, declaredEvent } = call;
  return (
    validators.find(kind as CallType, name) ??
    (declaredEvent === "" ? undefined : validators.findDeclared(declaredEvent, name))
  );
}
