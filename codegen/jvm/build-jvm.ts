/** From a published plan to the model of its SDK on the JVM: its calls get their names, types and comments. */

import type { Plan, PlanEvent, Property, PublishedPlan } from "../../lib/plan/plan.ts";
import { sortedBy } from "../file.ts";
import { distinctNames } from "../model/distinct-names.ts";
import { deprecationOf, type Speech } from "../model/documentation.ts";
import type { Purposes } from "../model/purposes.ts";
import { eventLines, presenceText, type SdkEvent, type SdkPlan, sdkPlan } from "../model/sdk-plan.ts";
import { ambiguousNames, shapeNames } from "../model/shape-names.ts";
import { refuseSharedNames } from "../names.ts";
import { eventSpec } from "../spec/event-spec.ts";
import { ingestOnlyText } from "../spec/ingest-only.ts";
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
  const said: Said = { language, speech: speechOf(sdk, language) };
  const [first] = sdk.groups;
  return {
    slug: sdk.slug,
    packageName: names.packageName(sdk.slug),
    version: sdk.version,
    hash: sdk.hash,
    purposes: purposesOf(sdk),
    objectable: sdk.objectable,
    superProperties: traitsOf(sdk.superProperties.filter(isFilled), { keys: [] }, said),
    user: traitsOf(sdk.userProperties, sdk.userPurposes, said),
    groups: groupsOf(sdk, said),
    ...(first === undefined ? {} : { firstGroup: first.name }),
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

/** Constants of the plan are not for the application to give. */
function isFilled({ type }: Property): boolean {
  return !("const" in type) || type.const === undefined;
}

/** Purposes as constants of an enum. */
function purposesOf({ purposes }: SdkPlan): JvmSdk["purposes"] {
  const names = distinctNames(purposes, (purpose) => purpose, constantName);
  return purposes.map((purpose) => ({ constant: names.get(purpose) ?? "", purpose }));
}

function speechOf({ language, mentioned }: SdkPlan, { names, lines, code }: JvmLanguage): Speech {
  return {
    language,
    lines,
    code,
    nameOf: (id) => {
      const found = mentioned(id);
      return found?.kind === "event" ? names.eventClassName(found.name) : found?.name;
    },
  };
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
  return { purposes, object: types.object(optional, false, () => []), nested: types.all() };
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

function jvmEvent(planned: SdkEvent, sdk: SdkPlan, plan: Plan, said: Said): JvmEvent {
  const { event, version, fixed, superKeys } = planned;
  const { names: called, pattern } = said.language;
  const speech: Speech = { ...said.speech, presenceOf: (id) => presenceText(event, id) };
  const className = called.eventClassName(event.identifier);
  const deprecated = deprecationOf(event, speech);
  const replacement = replacementOf(event, sdk, called);
  const types = new NestedTypes(speech, called);
  const { spec, ingestOnly } = eventSpec(plan, event, { pattern });
  const names = shapeNames(planned, called.nestedName);
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
    aliases: formerNames(planned.formerIdentifiers.map(called.eventClassName), className),
    doc: eventLines(event, speech),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(replacement === undefined ? {} : { replacement }),
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

function replacementOf({ deprecation }: PlanEvent, { mentioned }: SdkPlan, names: JvmNames): string | undefined {
  const found = mentioned(deprecation?.replacementId ?? "");
  return found?.kind === "event" ? names.eventClassName(found.name) : undefined;
}

/** Each a file of its own, also where file systems do not tell cases apart. */
function formerNames(names: readonly string[], className: string): string[] {
  const taken = new Set([className.toLowerCase()]);
  return names.filter((name) => {
    const isNew = !taken.has(name.toLowerCase());
    taken.add(name.toLowerCase());
    return isNew;
  });
}
