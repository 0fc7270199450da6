/** How a property of an event is sent from one source, where that differs from what the property says of every source. */

import type { PropertyId } from "./plan.ts";

/** Always, sometimes or never: `never` means that the source must not send the key. */
export const PRESENCES = ["required", "optional", "never"] as const;
export type Presence = (typeof PRESENCES)[number];

/** One exception. The property is one that the event shows: its own, a bundle's or a variant's; nested ones have none. */
export interface PropertyPresence {
  readonly property: PropertyId;
  /** Slug of the source. */
  readonly source: string;
  readonly presence: Presence;
}
