/** From a published plan to the model of its TypeScript SDK: its calls get their names, types and comments. */

import type { Plan, PublishedPlan } from "../../lib/plan/plan.ts";
import { commentLines } from "../escape.ts";
import { sortedBy } from "../file.ts";
import { eventParts, speechInside } from "../model/compiled-parts.ts";
import type { Speech } from "../model/documentation.ts";
import { type SdkEvent, type SdkPlan, sdkPlan, speechOf } from "../model/sdk-plan.ts";
import { traitChecks } from "../model/trait-checks.ts";
import { codeName, fileStem, refuseSharedNames, typeName } from "../names.ts";
import type { CodeName, EventModel, SdkModel, TraitsModel, TypeSource } from "./model.ts";
import { looseInTypescript, rawPaths, SchemaBuilder } from "./property-schema.ts";

export function buildModel(published: PublishedPlan): SdkModel {
  refuseSharedNames(published.plan.events);
  const sdk = sdkPlan(published);
  const speech = speechOf(sdk, { lines: commentLines, code: (name) => `\`${name}\`` }, codeName);
  const superProperties = new SchemaBuilder(speech);
  return {
    slug: sdk.slug,
    version: sdk.version,
    hash: sdk.hash,
    automatic: sdk.automatic,
    superProperties: superProperties.source(superProperties.object(sdk.superProperties, false)),
    purposes: sdk.purposes,
    objectable: sdk.objectable,
    traits: traitsModel(sdk, speech),
    traitChecks: traitChecks(published.plan, looseInTypescript),
    events: sortedBy(
      sdk.events.map((event) => eventModel(published.plan, event, speech)),
      (event) => event.name,
    ),
  };
}

function named(identifier: string): CodeName {
  const name = codeName(identifier);
  return { name, type: typeName(name) };
}

function eventModel(plan: Plan, planned: SdkEvent, told: Speech): EventModel {
  const { event, formerIdentifiers, mayBeEmpty } = planned;
  const speech = speechInside(planned, told);
  const names = named(event.identifier);
  return {
    ...eventParts(planned, { plan, speech }),
    ...names,
    module: `events/${fileStem(names.name, event.id)}`,
    aliases: formerIdentifiers.map(named).filter((alias) => alias.name !== names.name),
    argument: argumentOf(planned, speech),
    argumentOptional: mayBeEmpty,
    untyped: untypedOf(planned),
  };
}

function argumentOf({ event, shapes, divided }: SdkEvent, speech: Speech): TypeSource {
  const builder = new SchemaBuilder(speech);
  const objects = shapes.map((shape) => builder.object(shape, event.open, divided));
  const [only] = objects;
  return builder.source(objects.length === 1 && only !== undefined ? only : { anyOf: objects });
}

function untypedOf({ event, planned }: SdkEvent): string[] {
  return [...new Set(rawPaths(planned)), ...(event.rawSchema === undefined ? [] : ["the event's own JSON Schema"])];
}

function traitsModel({ userProperties, userPurposes, groups }: SdkPlan, speech: Speech): TraitsModel {
  const user = new SchemaBuilder(speech);
  const ofGroups = new SchemaBuilder(speech);
  const members = groups.map((group) => ({
    name: group.name,
    required: true,
    schema: ofGroups.object(group.properties, false),
  }));
  const [first] = groups;
  return {
    user: user.source(user.object(userProperties, false)),
    userPurposes,
    groupPurposes: groups
      .filter(({ purposes }) => purposes.keys.length > 0)
      .map(({ name, purposes }) => [name, purposes]),
    ...(first === undefined ? {} : { groups: ofGroups.source(ofGroups.record(members)), firstGroup: first.name }),
  };
}
