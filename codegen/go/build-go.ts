/** From a published plan to the model of its Go SDK: its calls get their names, types and comments. */

import type { Plan, Property, PublishedPlan } from "../../lib/plan/plan.ts";
import { sortedBy } from "../file.ts";
import { distinctNames } from "../model/distinct-names.ts";
import { deprecationOf, type Speech } from "../model/documentation.ts";
import { eventLines, presenceText, type SdkEvent, type SdkGroup, type SdkPlan, sdkPlan } from "../model/sdk-plan.ts";
import { ambiguousNames, shapeNames } from "../model/shape-names.ts";
import { refuseSharedNames } from "../names.ts";
import { eventSpec } from "../spec/event-spec.ts";
import { ingestOnlyText } from "../spec/ingest-only.ts";
import type { GoEvent, GoGroup, GoSdk, GoTraits } from "./go-model.ts";
import { constantName, eventName, modulePath, nestedName, packageName } from "./go-names.ts";
import { goPattern } from "./go-pattern.ts";
import { goCode, goLines } from "./go-text.ts";
import { NestedTypes } from "./nested-types.ts";

/** @throws UserError `invalid_input` when two events share a name in code, or a wire name and call type. */
export function buildGo(published: PublishedPlan): GoSdk {
  refuseSharedNames(published.plan.events, eventName);
  const sdk = sdkPlan(published);
  const speech = speechOf(sdk);
  const [first] = sdk.groups;
  return {
    slug: sdk.slug,
    packageName: packageName(sdk.slug),
    module: modulePath(sdk.slug),
    version: sdk.version,
    hash: sdk.hash,
    purposes: purposesOf(sdk),
    objectable: sdk.objectable,
    superProperties: traitsOf("SuperProperties", sdk.superProperties.filter(isFilled), speech),
    user: { ...traitsOf("UserTraits", sdk.userProperties, speech), purposes: sdk.userPurposes },
    groups: groupsOf(sdk.groups, speech),
    ...(first === undefined ? {} : { firstGroup: first.name }),
    events: sortedBy(
      sdk.events.map((event) => goEvent(event, published.plan, speech)),
      (event) => event.name,
    ),
  };
}

/** Constants of the plan are not for the application to give. */
function isFilled({ type }: Property): boolean {
  return !("const" in type) || type.const === undefined;
}

function purposesOf({ purposes }: SdkPlan): GoSdk["purposes"] {
  const names = distinctNames(purposes, (purpose) => purpose, constantName);
  return purposes.map((purpose) => ({ name: `ConsentPurpose_${names.get(purpose) ?? ""}`, purpose }));
}

function speechOf({ language, mentioned }: SdkPlan): Speech {
  return {
    language,
    lines: goLines,
    code: goCode,
    hasIntegers: true,
    nameOf: (id) => {
      const found = mentioned(id);
      return found?.kind === "event" ? eventName(found.name) : found?.name;
    },
  };
}

function traitsOf(name: string, properties: readonly Property[], speech: Speech): GoTraits {
  const types = new NestedTypes(name, speech);
  const optional = properties.map((property) => ({ ...property, required: false }));
  types.announce(optional, []);
  types.settle([]);
  const object = types.object(optional, { open: false, prefixOf: () => [] });
  return { name, purposes: { keys: [] }, object, nested: types.all() };
}

function groupsOf(groups: readonly SdkGroup[], speech: Speech): GoGroup[] {
  const names = distinctNames(
    groups,
    ({ name }) => name,
    ({ name }) => nestedName([name]),
  );
  const made = groups.map((group) => ({
    ...traitsOf(names.get(group) ?? "", group.properties, speech),
    purposes: group.purposes,
    wireName: group.name,
  }));
  return sortedBy(made, (group) => group.name);
}

function goEvent(planned: SdkEvent, plan: Plan, plain: Speech): GoEvent {
  const { event, version, fixed, superKeys } = planned;
  const speech: Speech = { ...plain, presenceOf: (id) => presenceText(event, id) };
  const name = eventName(event.identifier);
  const deprecated = deprecationOf(event, speech);
  const { spec, ingestOnly } = eventSpec(plan, event, { pattern: goPattern });
  return {
    name,
    id: event.id,
    version,
    callType: event.callType,
    wireName: event.name,
    aliases: formerNames(planned.formerIdentifiers, name),
    doc: eventLines(event, speech),
    ...(deprecated === undefined ? {} : { deprecated }),
    fixed,
    superKeys,
    purposes: planned.purposes,
    spec,
    ingestOnly: ingestOnly.map(ingestOnlyText),
    ...shapesOf(planned, name, speech),
  };
}

function shapesOf(planned: SdkEvent, name: string, speech: Speech): Pick<GoEvent, "shapes" | "nested"> {
  const types = new NestedTypes(name, speech);
  const names = shapeNames(planned, nestedName);
  const ambiguous = ambiguousNames(planned.shapes);
  const prefixIn =
    (at: number) =>
    (key: string): string[] =>
      ambiguous.has(key) ? [names[at] ?? ""] : [];
  planned.shapes.forEach((shape, at) => {
    for (const property of shape) types.announce([property], prefixIn(at)(property.name));
  });
  types.settle(names);
  const shapes = planned.shapes.map((shape, at) => {
    const suffix = names[at] === undefined ? "" : `_${names[at]}`;
    const { open } = planned.event;
    return {
      name: name + suffix,
      object: types.object(shape, { open, prefixOf: prefixIn(at), divided: planned.divided }),
    };
  });
  return { shapes, nested: types.all() };
}

/** Each once, also where case is not told apart. */
function formerNames(identifiers: readonly string[], name: string): string[] {
  const taken = new Set([name.toLowerCase()]);
  return identifiers.map(eventName).filter((former) => {
    const isNew = !taken.has(former.toLowerCase());
    taken.add(former.toLowerCase());
    return isNew;
  });
}
