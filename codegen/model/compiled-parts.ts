/** From the calls of a plan to the parts that languages with types share. */

import type { Plan, Property } from "../../lib/plan/plan.ts";
import type { SpecOptions } from "../spec/compile-spec.ts";
import { eventSpec } from "../spec/event-spec.ts";
import { ingestOnlyText } from "../spec/ingest-only.ts";
import type { CompiledEvent, CompiledSdk, EventParts } from "./compiled-model.ts";
import { deprecationOf, type Speech } from "./documentation.ts";
import type { NestedPaths, Path } from "./nested-paths.ts";
import { eventLines, presenceText, type SdkEvent, type SdkPlan } from "./sdk-plan.ts";
import { ambiguousNames, shapeNames } from "./shape-names.ts";
import { type Loose, traitChecks } from "./trait-checks.ts";

export function compiledSdk(plan: Plan, sdk: SdkPlan, packageName: string, loose: Loose): CompiledSdk {
  const [first] = sdk.groups;
  return {
    slug: sdk.slug,
    packageName,
    version: sdk.version,
    hash: sdk.hash,
    objectable: sdk.objectable,
    ...(first === undefined ? {} : { firstGroup: first.name }),
    traitChecks: traitChecks(plan, loose),
  };
}

/** Super properties without constants of the plan, which are not for the application to give. */
export function givenSuperProperties({ superProperties }: SdkPlan): Property[] {
  return superProperties.filter(({ type }) => !("const" in type) || type.const === undefined);
}

interface PartOptions extends SpecOptions {
  readonly plan: Plan;
  /** As it speaks of this event. */
  readonly speech: Speech;
}

export function eventParts(planned: SdkEvent, { plan, speech, ...options }: PartOptions): EventParts {
  const { event, version, fixed, superKeys, purposes } = planned;
  const deprecated = deprecationOf(event, speech);
  const { spec, ingestOnly } = eventSpec(plan, event, options);
  return {
    id: event.id,
    version,
    callType: event.callType,
    wireName: event.name,
    doc: eventLines(event, speech),
    ...(deprecated === undefined ? {} : { deprecated }),
    fixed,
    superKeys,
    purposes,
    spec,
    ingestOnly: ingestOnly.map(ingestOnlyText),
  };
}

interface EventOptions extends PartOptions {
  readonly nameOf: (identifier: string) => string;
}

export function compiledEvent(planned: SdkEvent, { nameOf, ...options }: EventOptions): CompiledEvent {
  const aliases = formerNames(planned.formerIdentifiers.map(nameOf), nameOf(planned.event.identifier));
  return { ...eventParts(planned, options), aliases };
}

/** How comments speak inside one event. */
export function speechInside({ event }: SdkEvent, speech: Speech): Speech {
  return { ...speech, presenceOf: (id) => presenceText(event, id) };
}

/** Each a file of its own, also where file systems do not tell cases apart. */
function formerNames(names: readonly string[], name: string): string[] {
  const taken = new Set([name.toLowerCase()]);
  return names.filter((former) => {
    const isNew = !taken.has(former.toLowerCase());
    taken.add(former.toLowerCase());
    return isNew;
  });
}

/** One variant of an event, before its object is made. */
interface NamedShape {
  /** Absent for the only shape of an event without variants. */
  readonly name?: string;
  readonly properties: readonly Property[];
  /** The path to the namesake of a property. */
  readonly prefixOf: (key: string) => Path;
}

/** The variants of an event with their names, and all that is nested in them announced; `taken` are names beside those. */
export function announcedShapes(
  planned: SdkEvent,
  nested: NestedPaths,
  nameOf: (path: Path) => string,
  taken: readonly string[] = [],
): NamedShape[] {
  const names = shapeNames(planned, nameOf);
  const ambiguous = ambiguousNames(planned.shapes);
  const shapes = planned.shapes.map((properties, at): NamedShape => {
    const name = names[at];
    const prefixOf = (key: string): Path => (ambiguous.has(key) ? [name ?? ""] : []);
    return { properties, prefixOf, ...(name === undefined ? {} : { name }) };
  });
  for (const { properties, prefixOf } of shapes) {
    for (const property of properties) nested.announce([property], prefixOf(property.name));
  }
  nested.settle([...taken, ...names]);
  return shapes;
}
