/** Signatures of the Standard Webhooks specification: HMAC-SHA256 over id, time and body, with a secret the receiver has too. */

import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";

/** A new secret: 32 random bytes in base64 after the prefix that the specification gives it. */
export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(32).toString("base64")}`;
}

function signature(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  return `v1,${createHmac("sha256", key).update(signed, "utf8").digest("base64")}`;
}

/** The three headers of a message. With two secrets, while one replaces the other, there is a signature of each. */
export function signedHeaders(
  secrets: readonly string[],
  message: { readonly id: string; readonly seconds: number; readonly body: string },
): Readonly<Record<string, string>> {
  const signed = `${message.id}.${message.seconds}.${message.body}`;
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(message.seconds),
    "webhook-signature": secrets.map((secret) => signature(secret, signed)).join(" "),
  };
}
