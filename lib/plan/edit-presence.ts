/** The command on how single sources send a property of an event. */

import { defineCommand, problem } from "./edit-command.ts";
import { idSchema } from "./edit-path.ts";
import { changeObject } from "./edit-tree.ts";
import type { PlanEvent } from "./plan.ts";
import type { Presence } from "./plan-presence.ts";
import { inPresenceOrder, presenceKey } from "./presence.ts";
import { presenceSchema } from "./schema.ts";

interface Place {
  readonly property: string;
  readonly source: string;
}

function withPresence(event: PlanEvent, place: Place, presence: Presence | null): PlanEvent {
  const key = presenceKey(place);
  const known = event.presence.find((item) => presenceKey(item) === key);
  if (known === undefined ? presence === null : known.presence === presence) return event;
  const others = event.presence.filter((item) => item !== known);
  if (presence === null) return { ...event, presence: others };
  return { ...event, presence: inPresenceOrder([...others, { ...place, presence }]) };
}

/** Says how one source sends a property of an event; null leaves it to what the property says of every source. */
export const setPresence = defineCommand(
  "setPresence",
  {
    event: idSchema,
    property: idSchema,
    source: presenceSchema.shape.source,
    presence: presenceSchema.shape.presence.nullable(),
  },
  {
    apply: (plan, { event: id, property, source, presence }) =>
      changeObject(plan, "event", id, (event) => withPresence(event, { property, source }, presence)) ??
      problem("not_found", `event/${id}`, id),
    touched: ({ event, property, source }) => [`event/${event}/presence/${presenceKey({ property, source })}`],
  },
);
