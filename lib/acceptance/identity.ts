/** Whose events a run counts: a user with the devices that became theirs, or a device with the user it became. */

import type { Followed } from "./arrivals.sql.ts";

export const WHO_KINDS = ["user", "device", "first", "code"] as const;
export type WhoKind = (typeof WHO_KINDS)[number];

/** A person a run follows, by the id they send under. */
export interface Subject {
  readonly kind: "user" | "device";
  readonly id: string;
}

/** A device and the user it was linked to. */
export interface Link {
  readonly device: string;
  readonly user: string;
}

export function startOf({ kind, id }: Subject): Followed {
  return kind === "user" ? { users: [id], devices: [], by: "user" } : { users: [], devices: [id], by: "device" };
}

/**
 * Widened by links. `known`: those analysis goes by, where the first link of a device wins; `seen`: pairs that calls of the
 * run carried, in the order they arrived, for devices that have none yet.
 */
export function widened(subject: Subject, known: readonly Link[], seen: readonly Link[]): Followed {
  const userOf = new Map(seen.toReversed().map(({ device, user }) => [device, user]));
  for (const { device, user } of known) userOf.set(device, user);
  if (subject.kind === "device") {
    const user = userOf.get(subject.id);
    return { users: user === undefined ? [] : [user], devices: [subject.id], by: "device" };
  }
  const devices = [...userOf].filter(([, user]) => user === subject.id).map(([device]) => device);
  return { users: [subject.id], devices: devices.sort(), by: "user" };
}

export function isSame(a: Followed, b: Followed): boolean {
  return a.by === b.by && a.users.join("\0") === b.users.join("\0") && a.devices.join("\0") === b.devices.join("\0");
}

/** Who is meant by a call: the device where it names one, since its user may change. Undefined where it names nobody. */
export function subjectOf(call: { readonly user_id: string; readonly anonymous_id: string }): Subject | undefined {
  if (call.anonymous_id !== "") return { kind: "device", id: call.anonymous_id };
  return call.user_id === "" ? undefined : { kind: "user", id: call.user_id };
}
