/** What an API token looks like: `gbt_`, 43 characters of base62, and their checksum in 6 more. */

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

export const TOKEN_PREFIX = "gbt_";
const TOKEN_FORM = /^gbt_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** Whether the text has the form of a token and its checksum is right. */
export function isTokenForm(text: string): boolean {
  const match = TOKEN_FORM.exec(text);
  return match?.[1] !== undefined && checksum62(match[1]) === match[2];
}
