/** Shapes of the operations on webhooks. */

import { z } from "zod";
import { WEBHOOK_KINDS } from "../../../lib/base/notification-kind.ts";
import { DELIVERY_STATES, DISABLED_CAUSES } from "../../../lib/notify/webhook.ts";
import { WEBHOOK_FORMATS } from "../../../lib/notify/webhook-message.ts";
import { LANGUAGES } from "../../../lib/plan/plan.ts";
import { instantShape, nameShape } from "./shape.ts";

export const webhookParams = z.object({ webhook: z.string() });

export const webhookShape = z.object({
  id: z.string(),
  name: z.string(),
  format: z.enum(WEBHOOK_FORMATS).describe("signed: JSON as Standard Webhooks sign it; slack: text and blocks"),
  address: z.string().describe("Where it leads, without what may be a secret in it"),
  language: z.enum(LANGUAGES),
  kinds: z.array(z.enum(WEBHOOK_KINDS)),
  createdAt: instantShape,
  failingSince: instantShape.nullable(),
  disabledAt: instantShape.nullable(),
  disabledCause: z.enum(DISABLED_CAUSES).nullable(),
});

const fields = {
  name: nameShape,
  url: z.string().max(2000),
  language: z.enum(LANGUAGES),
  kinds: z.array(z.enum(WEBHOOK_KINDS)).max(WEBHOOK_KINDS.length),
} as const;

export const newWebhookShape = z.strictObject({
  ...fields,
  format: z.enum(WEBHOOK_FORMATS),
  language: fields.language.default("en"),
});

export const webhookChangeShape = z.strictObject({
  name: fields.name.optional(),
  url: fields.url.optional(),
  language: fields.language.optional(),
  kinds: fields.kinds.optional(),
  enabled: z.boolean().optional(),
});

export const secretShape = z.object({
  id: z.string(),
  secret: z.string().describe("Signs messages; it is in this answer and nowhere else"),
});

export const deliveryShape = z.object({
  id: z.string().describe("The webhook-id of the message, the same however often it is tried"),
  kind: z.enum([...WEBHOOK_KINDS, "test"]),
  createdAt: instantShape,
  state: z.enum(DELIVERY_STATES),
  tries: z.int(),
  nextAt: instantShape.nullable(),
  lastAt: instantShape.nullable(),
  status: z.int().nullable().describe("Of the latest answer; null where there was none"),
  tookMs: z.int().nullable(),
  excerpt: z.string().describe("The beginning of the latest answer, or why there was none"),
});
