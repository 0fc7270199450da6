/** What an acceptance run waits for: the planned events of a source, those of journeys first and in their order. */

import { isUserError, UserError } from "../base/error.ts";
import type { CallType, LocalizedText, Plan, PlanEvent } from "../plan/plan.ts";
import { firesAt } from "../plan/presence.ts";

export const SCOPES = ["planned", "critical", "journey"] as const;
export type ScopeKind = (typeof SCOPES)[number];

/** Which planned events of the source a run is about. */
export interface Scope {
  readonly kind: ScopeKind;
  /** Of a journey. */
  readonly journeyId?: string | undefined;
}

/** Where in a journey an event is waited for. */
export interface StepPlace {
  readonly journeyId: string;
  readonly journey: LocalizedText;
  readonly stepId: string;
  readonly step: LocalizedText;
}

export interface ChecklistItem {
  readonly eventId: string;
  /** On the wire. */
  readonly name: string;
  readonly callType: CallType;
  readonly displayName: LocalizedText;
  readonly isCritical: boolean;
  /** The first step it fires on; absent for an event of no journey. */
  readonly place?: StepPlace;
}

function itemOf(event: PlanEvent, place: StepPlace | undefined): ChecklistItem {
  return {
    eventId: event.id,
    name: event.name,
    callType: event.callType,
    displayName: event.displayName,
    isCritical: event.critical,
    ...(place === undefined ? {} : { place }),
  };
}

/** The first step of each event on the source, in the order people go through them. */
function placesOf(plan: Plan, source: string, journeyId: string | undefined): ReadonlyMap<string, StepPlace> {
  const places = new Map<string, StepPlace>();
  for (const journey of plan.journeys) {
    if (journeyId !== undefined && journey.id !== journeyId) continue;
    for (const step of journey.steps) {
      if (step.source !== undefined && step.source !== source) continue;
      for (const eventId of step.events) {
        const place = { journeyId: journey.id, journey: journey.name, stepId: step.id, step: step.name };
        if (!places.has(eventId)) places.set(eventId, place);
      }
    }
  }
  return places;
}

/**
 * The events a run on the source waits for: those of journeys in the order of their steps, then the others in the order of
 * the plan. A deprecated event is not waited for. Throws `invalid_input` for a journey that the plan does not have.
 */
export function checklistOf(plan: Plan, source: string, scope: Scope): readonly ChecklistItem[] {
  const journeyId = scope.kind === "journey" ? (scope.journeyId ?? "") : undefined;
  if (journeyId !== undefined && !plan.journeys.some(({ id }) => id === journeyId))
    throw new UserError("invalid_input", {
      fields: [{ path: "journeyId", en: "The plan has no such journey.", fr: "Le plan ne contient pas ce parcours." }],
    });
  const places = placesOf(plan, source, journeyId);
  const wanted = plan.events.filter(
    (event) =>
      event.status !== "deprecated" &&
      firesAt(event, source) &&
      (scope.kind !== "critical" || event.critical) &&
      (journeyId === undefined || places.has(event.id)),
  );
  const byId = new Map(wanted.map((event) => [event.id as string, event]));
  const inJourneys = [...places].flatMap(([id, place]) => {
    const event = byId.get(id);
    return event === undefined ? [] : [itemOf(event, place)];
  });
  return [...inJourneys, ...wanted.filter(({ id }) => !places.has(id)).map((event) => itemOf(event, undefined))];
}

/** The same; nothing of a journey that has left the plan since. */
export function checklistNow(plan: Plan, source: string, scope: Scope): readonly ChecklistItem[] {
  try {
    return checklistOf(plan, source, scope);
  } catch (error) {
    if (isUserError(error)) return [];
    throw error;
  }
}
