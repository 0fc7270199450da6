/**
 * The signed result of an acceptance run: a statement in canonical JSON, and an Ed25519 signature (RFC 8032) over its UTF-8
 * bytes by the key of the installation. Anybody with the public key can check it, with this program or with any other.
 */

import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { z } from "zod";
import { isNestedBeyond, MAX_BODY_DEPTH } from "../ingest/json-limits.ts";
import { canonicalJson } from "../plan/canonical-json.ts";
import type { Json, LocalizedText } from "../plan/plan.ts";
import { SCOPES } from "./checklist.ts";
import { WHO_KINDS } from "./identity.ts";
import { ITEM_STATES } from "./progress.ts";

export const STATEMENT_FORMAT = "gabarit-acceptance/1";

const text = z.string();
const count = z.int().min(0);
const instant = z.iso.datetime();
/** The inferred type would let a text be undefined, which JSON has no word for. */
const localized = z.object({ en: text.optional(), fr: text.optional() }) as unknown as z.ZodType<LocalizedText>;

const sampleShape = z.object({
  uid: count,
  receivedAt: instant,
  release: text,
  call: z.unknown().describe("As received, private values covered"),
});

const faultShape = z.object({
  receivedAt: instant,
  breaches: z.array(z.object({ code: text, path: text, message: localized })),
});

const itemShape = z.object({
  eventId: text,
  name: text,
  callType: text,
  critical: z.boolean(),
  journey: localized.optional(),
  step: localized.optional(),
  state: z.enum(ITEM_STATES),
  conformant: count,
  faulty: count,
  sample: sampleShape.optional().describe("The last call that conformed"),
  faultSample: sampleShape.optional().describe("The last call that did not"),
  faults: z.array(faultShape).describe("The latest first, at most 20"),
  aside: z.object({ reason: text, by: text, at: instant }).optional(),
});
export type StatementItem = z.output<typeof itemShape>;

const countsShape = z.object({ total: count, conformant: count, fault: count, missing: count, aside: count });

export const statementShape = z.object({
  format: z.literal(STATEMENT_FORMAT),
  run: text,
  installation: text,
  project: z.object({ slug: text, name: text }),
  source: z.object({ slug: text, name: text, platform: text, environment: text }),
  who: z.object({ chosen: z.enum(WHO_KINDS), kind: z.enum(["user", "device"]).optional(), id: text.optional() }),
  release: text,
  plan: z.object({ version: count, branch: text.optional(), hash: text }),
  scope: z.object({ kind: z.enum(SCOPES), journey: localized.optional() }),
  startedAt: instant,
  startedBy: text,
  endedAt: instant,
  pauses: z.array(z.object({ from: instant, to: instant })),
  outcome: z.enum(["passed", "failed"]),
  counts: countsShape,
  items: z.array(itemShape),
  others: z.array(z.object({ callType: text, name: text, verdict: text, planned: z.boolean(), count, last: instant })),
  signedBy: z.object({ name: text, role: text, note: text, account: text }),
});
export type Statement = z.output<typeof statementShape>;

const signatureShape = z.object({
  algorithm: z.literal("Ed25519"),
  keyId: text.describe("The first 16 digits of the SHA-256 of the public key (SPKI, DER), in hexadecimal"),
  publicKey: text.describe("PEM"),
  value: text.describe("Base64, over the UTF-8 bytes of the canonical JSON of the statement"),
});

export const signedShape = z.object({ statement: statementShape, signature: signatureShape });
export type SignedStatement = z.output<typeof signedShape>;

/** What stands in a file of any origin: its statement is read only once the signature holds. */
const envelopeShape = z.object({ statement: z.looseObject({}), signature: signatureShape });

/** The first 16 hexadecimal digits of the SHA-256 of a public key. */
export function keyIdOf(publicKey: KeyObject): string {
  const der = publicKey.export({ format: "der", type: "spki" });
  return createHash("sha256").update(der).digest("hex").slice(0, 16);
}

function pemOf(publicKey: KeyObject): string {
  return publicKey.export({ format: "pem", type: "spki" }).toString();
}

export interface PublicKey {
  readonly keyId: string;
  /** PEM. */
  readonly publicKey: string;
}

/** The public half of a private key in PKCS#8, DER. */
export function publicKeyOf(pkcs8: Uint8Array): PublicKey {
  const publicKey = createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" }));
  return { keyId: keyIdOf(publicKey), publicKey: pemOf(publicKey) };
}

/** Signs with a private key in PKCS#8, DER. The same statement and key give the same bytes. */
export function signStatement(statement: Statement, pkcs8: Uint8Array): SignedStatement {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  const value = sign(null, Buffer.from(canonicalJson(statement), "utf8"), key).toString("base64");
  return { statement, signature: { algorithm: "Ed25519", ...publicKeyOf(pkcs8), value } };
}

export type Verification =
  /** `trusted`: the key is the one it was compared with; undefined where there was none to compare. */
  | {
      readonly valid: true;
      readonly trusted: boolean | undefined;
      readonly keyId: string;
      readonly statement: Statement;
    }
  | { readonly valid: false; readonly why: "unreadable" | "key" | "signature" | "format" };

function publicKeyFrom(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "ed25519" ? key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a signed result is as it was signed. `trusted`: the public key (PEM) of the installation it should be of; a file
 * brings a key of its own, which says nothing of who signed it.
 */
export function verifySigned(content: string, trusted?: string): Verification {
  // No result is nested like that, and whoever walks down it would run out of stack.
  if (isNestedBeyond(Buffer.from(content, "utf8"), MAX_BODY_DEPTH)) return { valid: false, why: "unreadable" };
  let parsed: Json;
  try {
    parsed = JSON.parse(content) as Json;
  } catch {
    return { valid: false, why: "unreadable" };
  }
  const envelope = envelopeShape.safeParse(parsed);
  if (!envelope.success) return { valid: false, why: "unreadable" };
  const { signature } = envelope.data;
  const key = publicKeyFrom(signature.publicKey);
  if (key === undefined || keyIdOf(key) !== signature.keyId) return { valid: false, why: "key" };
  // As it stands in the file, not as it would be read: what nobody reads is signed too.
  const signed = Buffer.from(canonicalJson((parsed as { readonly statement: Json }).statement), "utf8");
  if (!verify(null, signed, key, Buffer.from(signature.value, "base64"))) return { valid: false, why: "signature" };
  const statement = statementShape.safeParse(envelope.data.statement);
  if (!statement.success) return { valid: false, why: "format" };
  const expected = trusted === undefined ? undefined : publicKeyFrom(trusted);
  return {
    valid: true,
    trusted: trusted === undefined ? undefined : expected?.equals(key) === true,
    keyId: signature.keyId,
    statement: statement.data,
  };
}
