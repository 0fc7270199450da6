/** What a Python SDK is made of: the calls of the plan with their names, types and comments. */

import type { Plan, PlanEvent, PublishedPlan } from "../../lib/plan/plan.ts";
import { sortedBy } from "../file.ts";
import { deprecationOf, type Speech } from "../model/documentation.ts";
import { type SdkEvent, type SdkPlan, sdkPlan, speechOf } from "../model/sdk-plan.ts";
import { type TraitChecks, traitChecks } from "../model/trait-checks.ts";
import { refuseSharedNames } from "../names.ts";
import { eventSpec } from "../spec/event-spec.ts";
import type { CompiledSpec } from "../spec/spec.ts";
import { looseInPython } from "./property-types.ts";
import { moduleName, packageName, pythonName, pythonType } from "./python-names.ts";
import { pythonPattern } from "./python-pattern.ts";
import { docLines } from "./python-text.ts";

export interface PythonName {
  /** The function. */
  readonly name: string;
  /** The type of what it takes. */
  readonly type: string;
}

export interface PythonEvent extends SdkEvent, PythonName {
  /** Its module in `events`. */
  readonly module: string;
  readonly aliases: readonly PythonName[];
  /** Escaped, one line. */
  readonly deprecated?: string;
  /** What a call of a deprecated event warns of, as it is written. */
  readonly warning?: string;
  readonly compiled: CompiledSpec;
}

export interface PythonSdk extends Omit<SdkPlan, "events"> {
  readonly package: string;
  readonly speech: Speech;
  readonly traitChecks: readonly TraitChecks[];
  /** Sorted by function. */
  readonly events: readonly PythonEvent[];
}

export function pythonSdk(published: PublishedPlan): PythonSdk {
  refuseSharedNames(published.plan.events, pythonName);
  const sdk = sdkPlan(published);
  const speech = speechOf(sdk, { lines: docLines, hasIntegers: true, code: (name) => `\`${name}\`` }, pythonName);
  return {
    ...sdk,
    package: packageName(sdk.slug),
    speech,
    traitChecks: traitChecks(published.plan, looseInPython),
    events: sortedBy(
      sdk.events.map((event) => pythonEvent(published.plan, event, speech)),
      ({ name }) => name,
    ),
  };
}

function named(identifier: string): PythonName {
  const name = pythonName(identifier);
  return { name, type: pythonType(name) };
}

function pythonEvent(plan: Plan, planned: SdkEvent, speech: Speech): PythonEvent {
  const { event } = planned;
  const names = named(event.identifier);
  const deprecated = deprecationOf(event, speech);
  const aliases = new Map(planned.formerIdentifiers.map(named).map((alias) => [alias.name, alias]));
  aliases.delete(names.name);
  return {
    ...planned,
    ...names,
    module: moduleName(names.name, event.id),
    aliases: [...aliases.values()],
    ...(deprecated === undefined ? {} : { deprecated, warning: warningOf(event, names.name, speech) }),
    compiled: eventSpec(plan, event, { pattern: pythonPattern }),
  };
}

function warningOf(event: PlanEvent, name: string, speech: Speech): string {
  const lines = (text: string): string[] => [text.replace(/\s+/g, " ").trim()];
  return `${name} is deprecated. ${deprecationOf(event, { ...speech, lines }) ?? ""}`.trim();
}
