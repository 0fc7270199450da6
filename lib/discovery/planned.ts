/** Which planned event a call is, and which of its properties the plan names. */

import type { Plan, PlanEvent } from "../plan/plan.ts";
import { type FoundPlace, placeOf } from "../violation/place.ts";
import type { NamedCall, ReceivedScope } from "./received.sql.ts";

export interface PlannedCalls {
  /** By the name on the wire, former names too; else by the id that was found when it arrived. */
  eventOf(call: NamedCall, id?: string): PlanEvent | undefined;
  /**
   * Where the plan has or would have a property of an event, of users or of a group, by its JSON pointer below the properties
   * or the traits; undefined where nothing around it is planned.
   */
  placeOf(call: NamedCall, pointer: string): FoundPlace | undefined;
  /** Former names with those of today. */
  readonly renamed: NonNullable<ReceivedScope["renamed"]>;
}

export function plannedCalls(plan: Plan | undefined): PlannedCalls {
  const byName = new Map<string, PlanEvent>();
  const events = plan?.events ?? [];
  for (const event of events) for (const name of event.formerNames) byName.set(`${event.callType} ${name}`, event);
  for (const event of events) byName.set(`${event.callType} ${event.name}`, event);
  const byId = new Map<string, PlanEvent>(events.map((event) => [event.id, event]));
  const eventOf = ({ callType, name }: NamedCall, id = "") => byName.get(`${callType} ${name}`) ?? byId.get(id);
  return {
    eventOf,
    placeOf(call, pointer) {
      if (plan === undefined) return undefined;
      const { callType, name } = call;
      if (callType === "identify" || callType === "group")
        return placeOf(plan, { eventName: callType, path: `/traits${pointer}`, groupType: name });
      const event = eventOf(call);
      if (event === undefined) return undefined;
      return placeOf(plan, { eventName: event.name, eventId: event.id, path: `/properties${pointer}` });
    },
    renamed: events.flatMap(({ callType, name: now, formerNames }) =>
      formerNames.flatMap((name) => (byName.get(`${callType} ${name}`)?.name === now ? [{ callType, name, now }] : [])),
    ),
  };
}
