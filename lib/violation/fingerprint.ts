/** What makes two violations the same problem: code, event, place without array positions, and keyword. */

import { createHash } from "node:crypto";
import type { Violation } from "./violation.ts";

/** `/properties/lines/3/sku` and `/properties/lines/7/sku` are one place. */
export function placeWithoutIndexes(path: string): string {
  return path.replace(/\/\d+(?=\/|$)/g, "/*");
}

/** 16 hexadecimal digits. `event` is the planned event's id, else call type and wire name. */
export function fingerprintOf(violation: Violation, event: string): string {
  const parts = [violation.code, event, placeWithoutIndexes(violation.path), violation.keyword ?? ""];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

/** What a fingerprint looks like. */
export const FINGERPRINT: RegExp = /^[0-9a-f]{16}$/;

/** Whether a text can be one at all: the event store refuses to be asked for a longer one. */
export function isFingerprint(text: string): boolean {
  return FINGERPRINT.test(text);
}
