/** Identifiers: short, sortable by nothing, safe in URLs and file names. */

import { createHash, randomBytes } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Prefix by kind; plan objects keep theirs for ever, so a prefix is part of the plan file format. */
export type IdPrefix =
  | "evt"
  | "prp"
  | "bdl"
  | "dec"
  | "met"
  | "cat"
  | "grp"
  | "cas"
  | "jny"
  | "stp"
  | "trg"
  | "sup"
  | "per"
  | "ses"
  | "rst"
  | "wsp"
  | "inv"
  | "trf"
  | "tok"
  | "prj"
  | "src"
  | "key"
  | "brn"
  | "wks"
  | "rev"
  | "bkt"
  | "coh"
  | "rep"
  | "tea"
  | "vrd"
  | "thr"
  | "cmt"
  | "ntf"
  | "viw"
  | "shr"
  | "hst"
  | "hap"
  | "flw"
  | "hpn"
  | "whk"
  | "msg"
  | "ers"
  | "acr"
  | "alr"
  | "fir"
  | "dst"
  | "bfl"
  | "run";

function encode(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += ALPHABET[byte & 31];
  return text;
}

/** A new random id: 16 characters of 5 bits each (80 bits) after the prefix. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${encode(randomBytes(16))}`;
}

/** Whether a text has the form of an id: what came from elsewhere goes into paths and addresses only if it does. */
export function isId(text: string): boolean {
  return /^[a-z]{3}_[0-9a-z]{16}$/.test(text);
}

/** The same parts always give the same id: an import of the same file twice finds its objects again. */
export function derivedId(prefix: IdPrefix, ...parts: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest();
  return `${prefix}_${encode(digest.subarray(0, 16))}`;
}
