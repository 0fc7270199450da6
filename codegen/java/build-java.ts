/** From a published plan to the model of its Java SDK: its calls get their names, types and comments. */

import type { Plan, Property, PublishedPlan } from "../../lib/plan/plan.ts";
import { sortedBy } from "../file.ts";
import { distinctNames } from "../model/distinct-names.ts";
import { deprecationOf, type Speech } from "../model/documentation.ts";
import type { Purposes } from "../model/purposes.ts";
import { eventLines, presenceText, type SdkEvent, type SdkPlan, sdkPlan } from "../model/sdk-plan.ts";
import { ambiguousNames, shapeNames } from "../model/shape-names.ts";
import { refuseSharedNames } from "../names.ts";
import { eventSpec } from "../spec/event-spec.ts";
import { ingestOnlyText } from "../spec/ingest-only.ts";
import type { JavaEvent, JavaGroup, JavaSdk, JavaTraits } from "./java-model.ts";
import { constantName, eventClassName, nestedName, packageName } from "./java-names.ts";
import { javaPattern } from "./java-pattern.ts";
import { javadocCode, javadocLines } from "./java-text.ts";
import { NestedTypes } from "./nested-types.ts";

/** @throws UserError `invalid_input` when two events share a name in code, or a wire name and call type. */
export function buildJava(published: PublishedPlan): JavaSdk {
  refuseSharedNames(published.plan.events, eventClassName);
  const sdk = sdkPlan(published);
  const speech = speechOf(sdk);
  const [first] = sdk.groups;
  return {
    slug: sdk.slug,
    packageName: packageName(sdk.slug),
    version: sdk.version,
    hash: sdk.hash,
    purposes: purposesOf(sdk),
    superProperties: traitsOf(sdk.superProperties.filter(isFilled), { keys: [] }, speech),
    user: traitsOf(sdk.userProperties, sdk.userPurposes, speech),
    groups: groupsOf(sdk, speech),
    ...(first === undefined ? {} : { firstGroup: first.name }),
    events: sortedBy(
      sdk.events.map((event) => javaEvent(event, published.plan, speech)),
      (event) => event.className,
    ),
  };
}

/** Constants of the plan are not for the application to give. */
function isFilled({ type }: Property): boolean {
  return !("const" in type) || type.const === undefined;
}

/** Purposes as constants of an enum. */
function purposesOf({ purposes }: SdkPlan): JavaSdk["purposes"] {
  const names = distinctNames(purposes, (purpose) => purpose, constantName);
  return purposes.map((purpose) => ({ constant: names.get(purpose) ?? "", purpose }));
}

function speechOf({ language, mentioned }: SdkPlan): Speech {
  return {
    language,
    lines: javadocLines,
    code: javadocCode,
    nameOf: (id) => {
      const found = mentioned(id);
      return found?.kind === "event" ? eventClassName(found.name) : found?.name;
    },
  };
}

function traitsOf(
  properties: readonly Property[],
  purposes: Purposes,
  speech: Speech,
  ...around: readonly string[]
): JavaTraits {
  const types = new NestedTypes(speech);
  const optional = properties.map((property) => ({ ...property, required: false }));
  types.announce(optional, []);
  types.settle(around);
  return { purposes, object: types.object(optional, false, () => []), nested: types.all() };
}

function groupsOf({ groups }: SdkPlan, speech: Speech): JavaGroup[] {
  const names = distinctNames(
    groups,
    ({ name }) => name,
    ({ name }) => nestedName([name, "group"]),
  );
  const made = groups.map((group) => ({
    className: names.get(group) ?? "",
    wireName: group.name,
    ...traitsOf(group.properties, group.purposes, speech, names.get(group) ?? ""),
  }));
  return sortedBy(made, (group) => group.className);
}

function javaEvent(planned: SdkEvent, plan: Plan, plain: Speech): JavaEvent {
  const { event, version, fixed, superKeys } = planned;
  const speech: Speech = { ...plain, presenceOf: (id) => presenceText(event, id) };
  const className = eventClassName(event.identifier);
  const deprecated = deprecationOf(event, speech);
  const types = new NestedTypes(speech);
  const { spec, ingestOnly } = eventSpec(plan, event, { pattern: javaPattern });
  const names = shapeNames(planned, nestedName);
  const ambiguous = ambiguousNames(planned.shapes);
  const prefixIn =
    (at: number) =>
    (name: string): string[] =>
      ambiguous.has(name) ? [names[at] ?? ""] : [];
  planned.shapes.forEach((shape, at) => {
    for (const property of shape) types.announce([property], prefixIn(at)(property.name));
  });
  types.settle([className, ...names]);
  return {
    className,
    id: event.id,
    version,
    callType: event.callType,
    wireName: event.name,
    aliases: formerNames(planned.formerIdentifiers, className),
    doc: eventLines(event, speech),
    ...(deprecated === undefined ? {} : { deprecated }),
    fixed,
    superKeys,
    purposes: planned.purposes,
    spec,
    ingestOnly: ingestOnly.map(ingestOnlyText),
    shapes: planned.shapes.map((shape, at) => {
      const name = names[at];
      const object = types.object(shape, event.open, prefixIn(at), planned.divided);
      return name === undefined ? { object } : { name, object };
    }),
    nested: types.all(),
  };
}

/** Each a file of its own, also where file systems do not tell cases apart. */
function formerNames(identifiers: readonly string[], className: string): string[] {
  const taken = new Set([className.toLowerCase()]);
  return identifiers.map(eventClassName).filter((name) => {
    const isNew = !taken.has(name.toLowerCase());
    taken.add(name.toLowerCase());
    return isNew;
  });
}
