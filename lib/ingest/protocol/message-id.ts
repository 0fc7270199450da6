/** Message ids for protocols in which an event is known by several members together. */

import { createHash } from "node:crypto";

/** The same parts make the same id; `vendor` keeps it apart from everybody else's. */
export function messageIdOf(vendor: string, parts: readonly unknown[]): string {
  return `${vendor}-${createHash("sha256").update(JSON.stringify(parts)).digest("base64url")}`;
}
