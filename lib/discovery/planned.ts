/** Which planned event a call is, and which of its properties the plan names. */

import type { Plan, PlanEvent, Property } from "../plan/plan.ts";
import { resolveEvent } from "../plan/resolve.ts";
import type { NamedCall } from "./received.sql.ts";

export interface PlannedCalls {
  /** By the name on the wire, former names too; else by the id that was found when it arrived. */
  eventOf(call: NamedCall, id?: string): PlanEvent | undefined;
  /** The properties of an event, or the user properties of an identify call, by name; undefined for what is not planned. */
  propertiesOf(call: NamedCall): ReadonlyMap<string, Property> | undefined;
}

export function plannedCalls(plan: Plan | undefined): PlannedCalls {
  const byName = new Map<string, PlanEvent>();
  const events = plan?.events ?? [];
  for (const event of events) for (const name of event.formerNames) byName.set(`${event.callType} ${name}`, event);
  for (const event of events) byName.set(`${event.callType} ${event.name}`, event);
  const byId = new Map<string, PlanEvent>(events.map((event) => [event.id, event]));
  const traits = new Map<string, Property>((plan?.userProperties ?? []).map((trait) => [trait.name, trait]));
  const eventOf = ({ callType, name }: NamedCall, id = "") => byName.get(`${callType} ${name}`) ?? byId.get(id);
  return {
    eventOf,
    propertiesOf(call) {
      if (plan === undefined) return undefined;
      if (call.callType === "identify") return traits;
      const event = eventOf(call);
      if (event === undefined) return undefined;
      const { properties, variants } = resolveEvent(plan, event);
      const all = [
        ...properties.map(({ property }) => property),
        ...(variants?.cases.flatMap((item) => item.properties) ?? []),
      ];
      return new Map(all.map((property) => [property.name, property]));
    },
  };
}
