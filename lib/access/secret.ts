/** Random secrets and their fingerprints. A secret of 256 random bits needs no slow hash: SHA-256 is what is kept. */

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { base62 } from "../base/token-form.ts";

/** `bytes` random bytes as base62; 32 bytes give 43 characters. */
export function randomBase62(bytes: number): string {
  return base62(randomBytes(bytes));
}

/** A 256-bit secret for links and cookies: 43 URL-safe characters. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a secret. */
export function secretHash(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret, "utf8").digest());
}

/** Compares without telling by its duration where the two differ. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(secretHash(a), secretHash(b));
}

export function equalHashes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
