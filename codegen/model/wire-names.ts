/** Two events of one call type with one wire name could not be told apart on arrival: such a plan is refused. */

import { UserError } from "../../lib/base/error.ts";
import type { PlanEvent } from "../../lib/plan/plan.ts";

export function refuseSharedWireNames(events: readonly PlanEvent[]): void {
  const owners = new Map<string, PlanEvent>();
  for (const event of events) {
    const key = `${event.callType} ${event.name}`;
    const owner = owners.get(key);
    if (owner !== undefined) throw sharedWireName(owner, event);
    owners.set(key, event);
  }
}

function sharedWireName(first: PlanEvent, second: PlanEvent): UserError {
  const name = JSON.stringify(second.name);
  return new UserError("invalid_input", {
    fields: [
      {
        path: `/events/${second.id}/name`,
        en: `Two ${second.callType} events are called ${name}. Rename or merge one of them.`,
        fr: `Deux événements de type ${second.callType} s’appellent ${name}. Renommez l’un d’eux ou réunissez-les.`,
      },
    ],
    data: { name: second.name, events: [first.id, second.id] },
  });
}
