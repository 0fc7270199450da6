/** Which version of the plan judges a call, and which planned event it is. */

import type { CallType } from "../plan/plan.ts";
import type { Violation } from "../violation/violation.ts";
import type { Call, Declaration } from "./call.ts";
import type { EventValidator, PlanValidators, PlanVersions } from "./validate.ts";

export interface JudgingVersion {
  readonly validators: PlanValidators;
  /** Set when the call declares a version that is not a published one; the latest judges instead. */
  readonly unknown?: Violation;
}

/** A declared hash names the version's content; a version without one is taken at its number. */
function isDeclared(validators: PlanValidators, declaration: Declaration): boolean {
  const { published } = validators;
  if (declaration.hash !== undefined) return declaration.hash === published.hash;
  return declaration.plan === undefined || declaration.plan === published.plan.slug;
}

/** The version a call declares, else the latest. `undefined` when nothing is published. */
export function judgingVersion(call: Call, versions: PlanVersions): JudgingVersion | undefined {
  const { latest } = versions;
  if (latest === undefined) return undefined;
  const { declaration } = call;
  if (declaration === undefined || declaration.version === 0) return { validators: latest };
  const declared = versions.find(declaration.version);
  if (declared !== undefined && isDeclared(declared, declaration)) return { validators: declared };
  return {
    validators: latest,
    unknown: {
      code: "version_unknown",
      path: "/context/gabarit/version",
      expected: latest.version,
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
