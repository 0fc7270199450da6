/** From a published plan to the model of its Go SDK: its calls get their names, types and comments. */

import type { Plan, Property, PublishedPlan } from "../../lib/plan/plan.ts";
import { sortedBy } from "../file.ts";
import {
  announcedShapes,
  compiledEvent,
  compiledSdk,
  givenSuperProperties,
  speechInside,
} from "../model/compiled-parts.ts";
import { distinctNames } from "../model/distinct-names.ts";
import type { Speech } from "../model/documentation.ts";
import { type SdkEvent, type SdkGroup, type SdkPlan, sdkPlan, speechOf } from "../model/sdk-plan.ts";
import { refuseSharedNames } from "../names.ts";
import type { GoEvent, GoGroup, GoSdk, GoTraits } from "./go-model.ts";
import { constantName, eventName, modulePath, nestedName, packageName } from "./go-names.ts";
import { goPattern } from "./go-pattern.ts";
import { goCode, goLines } from "./go-text.ts";
import { looseInGo, NestedTypes } from "./nested-types.ts";

/** @throws UserError `invalid_input` when two events share a name in code, or a wire name and call type. */
export function buildGo(published: PublishedPlan): GoSdk {
  refuseSharedNames(published.plan.events, eventName);
  const sdk = sdkPlan(published);
  const speech = speechOf(sdk, { lines: goLines, code: goCode, hasIntegers: true }, eventName);
  return {
    ...compiledSdk(published.plan, sdk, packageName(sdk.slug), looseInGo),
    module: modulePath(sdk.slug),
    purposes: purposesOf(sdk),
    superProperties: traitsOf("SuperProperties", givenSuperProperties(sdk), speech),
    user: { ...traitsOf("UserTraits", sdk.userProperties, speech), purposes: sdk.userPurposes },
    groups: groupsOf(sdk.groups, speech),
    events: sortedBy(
      sdk.events.map((event) => goEvent(event, published.plan, speech)),
      (event) => event.name,
    ),
  };
}

function purposesOf({ purposes }: SdkPlan): GoSdk["purposes"] {
  const names = distinctNames(purposes, (purpose) => purpose, constantName);
  return purposes.map((purpose) => ({ name: `ConsentPurpose_${names.get(purpose) ?? ""}`, purpose }));
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
  const { event, divided } = planned;
  const speech = speechInside(planned, plain);
  const name = eventName(event.identifier);
  const types = new NestedTypes(name, speech);
  const shapes = announcedShapes(planned, types, nestedName).map(({ name: own, properties, prefixOf }) => ({
    name: own === undefined ? name : `${name}_${own}`,
    object: types.object(properties, { open: event.open, prefixOf, divided }),
  }));
  return {
    name,
    ...compiledEvent(planned, { plan, speech, nameOf: eventName, pattern: goPattern }),
    shapes,
    nested: types.all(),
  };
}
