/** From a published plan to the model of its SDK on the JVM: its calls get their names, types and comments. */

import type { Plan, PlanEvent, Property, PublishedPlan } from "../../lib/plan/plan.ts";
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
import type { Purposes } from "../model/purposes.ts";
import { type SdkEvent, type SdkPlan, sdkPlan, speechOf } from "../model/sdk-plan.ts";
import { looseInLists } from "../model/type-members.ts";
import { refuseSharedNames } from "../names.ts";
import type { JvmEvent, JvmGroup, JvmSdk, JvmTraits } from "./jvm-model.ts";
import { constantName, type JvmNames } from "./jvm-names.ts";
import { NestedTypes } from "./nested-types.ts";

/** What tells one language from another before anything is printed. */
export interface JvmLanguage extends Pick<Speech, "lines" | "code"> {
  readonly names: JvmNames;
  /** A pattern of the plan as the language runs it. */
  readonly pattern: (source: string) => string | undefined;
}

/** @throws UserError `invalid_input` when two events share a name in code, or a wire name and call type. */
export function buildJvm(published: PublishedPlan, language: JvmLanguage): JvmSdk {
  const { names } = language;
  refuseSharedNames(published.plan.events, names.eventClassName);
  const sdk = sdkPlan(published);
  const { lines, code } = language;
  const said: Said = { language, speech: speechOf(sdk, { lines, code, hasIntegers: true }, names.eventClassName) };
  return {
    ...compiledSdk(published.plan, sdk, names.packageName(sdk.slug), looseInLists),
    purposes: purposesOf(sdk),
    superProperties: traitsOf(givenSuperProperties(sdk), { keys: [] }, said),
    user: traitsOf(sdk.userProperties, sdk.userPurposes, said),
    groups: groupsOf(sdk, said),
    events: sortedBy(
      sdk.events.map((event) => jvmEvent(event, sdk, published.plan, said)),
      (event) => event.className,
    ),
  };
}

/** What comments and names need to know. */
interface Said {
  readonly language: JvmLanguage;
  readonly speech: Speech;
}

/** Purposes as constants of an enum. */
function purposesOf({ purposes }: SdkPlan): JvmSdk["purposes"] {
  const names = distinctNames(purposes, (purpose) => purpose, constantName);
  return purposes.map((purpose) => ({ constant: names.get(purpose) ?? "", purpose }));
}

function traitsOf(
  properties: readonly Property[],
  purposes: Purposes,
  { speech, language }: Said,
  ...around: readonly string[]
): JvmTraits {
  const types = new NestedTypes(speech, language.names);
  const optional = properties.map((property) => ({ ...property, required: false }));
  types.announce(optional, []);
  types.settle(around);
  return { purposes, object: types.object(optional, { open: false, prefixOf: () => [] }), nested: types.all() };
}

function groupsOf({ groups }: SdkPlan, said: Said): JvmGroup[] {
  const names = distinctNames(
    groups,
    ({ name }) => name,
    ({ name }) => said.language.names.nestedName([name, "group"]),
  );
  const made = groups.map((group) => ({
    className: names.get(group) ?? "",
    wireName: group.name,
    ...traitsOf(group.properties, group.purposes, said, names.get(group) ?? ""),
  }));
  return sortedBy(made, (group) => group.className);
}

function jvmEvent(planned: SdkEvent, sdk: SdkPlan, plan: Plan, { language, speech: plain }: Said): JvmEvent {
  const { event, divided } = planned;
  const { names, pattern } = language;
  const speech = speechInside(planned, plain);
  const className = names.eventClassName(event.identifier);
  const replacement = replacementOf(event, sdk, names);
  const types = new NestedTypes(speech, names);
  const shapes = announcedShapes(planned, types, names.nestedName, [className]).map(
    ({ name, properties, prefixOf }) => {
      const object = types.object(properties, { open: event.open, prefixOf, divided });
      return name === undefined ? { object } : { name, object };
    },
  );
  return {
    className,
    ...compiledEvent(planned, { plan, speech, nameOf: names.eventClassName, pattern }),
    ...(replacement === undefined ? {} : { replacement }),
    shapes,
    nested: types.all(),
  };
}

function replacementOf({ deprecation }: PlanEvent, { mentioned }: SdkPlan, names: JvmNames): string | undefined {
  const found = mentioned(deprecation?.replacementId ?? "");
  return found?.kind === "event" ? names.eventClassName(found.name) : undefined;
}
