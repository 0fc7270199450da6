/** Random secrets and their fingerprints. A secret of 256 random bits needs no slow hash: SHA-256 is what is kept. */

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BIG_62 = 62n;

/** Bytes as base62, most significant digit first, left-padded so that equal lengths in give equal lengths out. */
export function base62(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString("hex") || "0"}`);
  let text = "";
  while (value > 0n) {
    text = BASE62.charAt(Number(value % BIG_62)) + text;
    value /= BIG_62;
  }
  return text.padStart(Math.ceil((bytes.length * 8) / Math.log2(62)), "0");
}

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

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

/** CRC-32 (IEEE 802.3) of ASCII text, as 6 base62 characters: lets a scanner tell a token from a look-alike. */
export function checksum62(text: string): string {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text, "utf8")) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return base62(bytes);
}
