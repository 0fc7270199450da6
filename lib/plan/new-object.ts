/** Objects of the plan with every field at its default, so that nobody writes the same twenty fields again. */

import type {
  Bundle,
  GroupType,
  Metric,
  Plan,
  PlanEvent,
  Property,
  PropertyType,
  Serves,
  TraitProperty,
} from "./plan.ts";
import { AUTOMATIC_PROPERTIES } from "./plan.ts";
import type { Journey, JourneyStep } from "./plan-journey.ts";
import type { PlanSettings } from "./plan-settings.ts";
import { DEFAULT_STANDARDS } from "./standards.ts";

export const SERVES_NOTHING: Serves = { decisions: [], metrics: [] };

export const DEFAULT_SETTINGS: PlanSettings = {
  languages: ["en", "fr"],
  standards: DEFAULT_STANDARDS,
  identifiers: "unicode",
  automatic: AUTOMATIC_PROPERTIES,
  purposes: [],
  recipientDetails: [],
  transformations: [],
  dataSubjects: {},
  securityMeasures: {},
};

/** An optional property of no privacy class, active, serving nothing, unless told otherwise. */
export function newProperty(
  given: Partial<Property> & { readonly id: string; readonly name: string; readonly type: PropertyType },
): Property {
  return {
    displayName: {},
    description: {},
    required: false,
    privacy: "none",
    tags: [],
    status: "active",
    examples: [],
    serves: SERVES_NOTHING,
    ...given,
  };
}

export function newTrait(
  given: Partial<TraitProperty> & { readonly id: string; readonly name: string; readonly type: PropertyType },
): TraitProperty {
  const { segmentKind, ...property } = given;
  return { ...newProperty(property), ...(segmentKind === undefined ? {} : { segmentKind }) };
}

/** A closed, active track event of no privacy class, fired by every source, unless told otherwise. */
export function newEvent(
  given: Partial<PlanEvent> & { readonly id: string; readonly name: string; readonly identifier: string },
): PlanEvent {
  return {
    callType: "track",
    formerNames: [],
    formerIdentifiers: [],
    displayName: {},
    description: {},
    trigger: {},
    triggers: [],
    examples: [],
    tags: [],
    critical: false,
    status: "active",
    roles: [],
    privacy: "none",
    sources: [],
    bundles: [],
    properties: [],
    presence: [],
    open: false,
    serves: SERVES_NOTHING,
    ...given,
  };
}

export function newBundle(given: Partial<Bundle> & { readonly id: string; readonly name: string }): Bundle {
  return { description: {}, tags: [], properties: [], ...given };
}

export function newGroupType(given: Partial<GroupType> & { readonly id: string; readonly name: string }): GroupType {
  return { displayName: {}, description: {}, properties: [], ...given };
}

export function newMetric(given: Partial<Metric> & Pick<Metric, "id" | "name">): Metric {
  return { description: {}, decisions: [], formula: {}, ...given };
}

export function newJourney(given: Partial<Journey> & Pick<Journey, "id" | "name">): Journey {
  return { description: {}, steps: [], ...given };
}

export function newStep(given: Partial<JourneyStep> & Pick<JourneyStep, "id" | "name">): JourneyStep {
  return { description: {}, events: [], ...given };
}

export function emptyPlan(slug: string): Plan {
  return {
    slug,
    name: {},
    description: {},
    settings: DEFAULT_SETTINGS,
    categories: [],
    decisions: [],
    metrics: [],
    bundles: [],
    userProperties: [],
    groupTypes: [],
    journeys: [],
    events: [],
  };
}
