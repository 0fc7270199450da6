/**
 * The Segment protocol, as Segment's and RudderStack's SDKs and the generated one speak it: which addresses, where the
 * write key stands, how messages lie in a body. Everything is decided by content; a content type is never believed.
 */

import { CALL_KINDS, type CallKind, type JsonRecord } from "../call.ts";
import { readInstant } from "../event-time.ts";
import { isRecord } from "../read-call.ts";

export type SegmentRoute =
  | { readonly kind: "messages"; readonly call?: CallKind }
  | { readonly kind: "beacon" }
  | { readonly kind: "pixel"; readonly call: CallKind }
  | { readonly kind: "settings"; readonly writeKey: string }
  | { readonly kind: "source_config" };

const CALLS: Readonly<Record<string, CallKind>> = {
  track: "track",
  t: "track",
  identify: "identify",
  i: "identify",
  page: "page",
  p: "page",
  screen: "screen",
  s: "screen",
  group: "group",
  g: "group",
  alias: "alias",
  a: "alias",
};

const FIXED = new Map<string, SegmentRoute>([
  ["/v1/batch", { kind: "messages" }],
  ["/v1/b", { kind: "messages" }],
  ["/v1/import", { kind: "messages" }],
  ["/beacon/v1/batch", { kind: "beacon" }],
  ["/pixel/v1/track", { kind: "pixel", call: "track" }],
  ["/pixel/v1/page", { kind: "pixel", call: "page" }],
  ["/sourceConfig", { kind: "source_config" }],
  ...Object.entries(CALLS).map(([name, call]): [string, SegmentRoute] => [`/v1/${name}`, { kind: "messages", call }]),
  ...CALL_KINDS.map((call): [string, SegmentRoute] => [`/v1/pixel/${call}`, { kind: "pixel", call }]),
]);

const SETTINGS = /^\/v1\/projects\/([^/]{1,200})\/settings$/;

/** The route of a path without its query and a trailing slash. */
export function findSegmentRoute(path: string): SegmentRoute | undefined {
  const fixed = FIXED.get(path);
  if (fixed !== undefined) return fixed;
  const writeKey = SETTINGS.exec(path)?.[1];
  return writeKey === undefined ? undefined : { kind: "settings", writeKey };
}

const POST = ["POST"] as const;
const GET = ["GET"] as const;

export function segmentMethods(route: SegmentRoute): readonly ["GET"] | readonly ["POST"] {
  return route.kind === "messages" || route.kind === "beacon" ? POST : GET;
}

/** A body's messages and what they share. */
export interface Envelope {
  readonly messages: readonly unknown[];
  /** Epoch milliseconds of the client's clock when it sent the body. */
  readonly sentAt: number | undefined;
  readonly writeKey: string | undefined;
  /** True when the messages stand in `batch`. */
  readonly batched: boolean;
  /** The context that the body gives to all of its messages; it is in them already. */
  readonly shared?: JsonRecord;
}

/** Where a body fails to be an envelope: a JSON pointer and what was expected there. */
export interface EnvelopeProblem {
  readonly path: string;
  readonly expected: string;
}

function keyIn(body: JsonRecord): string | undefined {
  return typeof body.writeKey === "string" && body.writeKey !== "" ? body.writeKey : undefined;
}

/** A batch may carry one context for all of its messages; a message's own members win. */
function withContext(message: unknown, context: JsonRecord): unknown {
  if (!isRecord(message)) return message;
  return { ...message, context: { ...context, ...(isRecord(message.context) ? message.context : {}) } };
}

/** Reads a parsed body. `call`: the kind its address names. A body with a `batch` is one wherever it is sent. */
export function readEnvelope(body: unknown, call: CallKind | undefined): Envelope | EnvelopeProblem {
  if (!isRecord(body)) return { path: "", expected: "object" };
  const { batch } = body;
  if (call === undefined || (Array.isArray(batch) && body.type === undefined)) {
    if (!Array.isArray(batch)) return { path: "/batch", expected: "array" };
    const context = isRecord(body.context) ? body.context : undefined;
    const first: unknown = batch[0];
    return {
      messages: context === undefined ? batch : batch.map((message) => withContext(message, context)),
      sentAt: readInstant(body.sentAt),
      writeKey: keyIn(body) ?? (isRecord(first) ? keyIn(first) : undefined),
      batched: true,
      ...(context === undefined ? {} : { shared: context }),
    };
  }
  return { messages: [body], sentAt: readInstant(body.sentAt), writeKey: keyIn(body), batched: false };
}

/** A message of a batch may carry its own time of sending (RudderStack's do). */
export function sentAtOf(envelope: Envelope, message: unknown): number | undefined {
  return envelope.sentAt ?? (isRecord(message) ? readInstant(message.sentAt) : undefined);
}

const MAX_PIXEL_LEVELS = 5;

function place(target: Record<string, unknown>, path: readonly string[], value: string): void {
  let current = target;
  for (const name of path.slice(0, -1)) {
    const next = Object.hasOwn(current, name) ? current[name] : undefined;
    if (isRecord(next)) current = next as Record<string, unknown>;
    else {
      const made: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
      current[name] = made;
      current = made;
    }
  }
  const last = path.at(-1);
  if (last !== undefined) current[last] = value;
}

/**
 * The body of a pixel: the message that stands in `data`, as base64 or as it is; else its query, where dots lead into
 * objects (`properties.plan=pro`) and all values are texts.
 */
export function pixelBody(query: URLSearchParams, call: CallKind): Buffer {
  const data = query.get("data");
  return data === null ? Buffer.from(JSON.stringify(pixelMessage(query, call))) : decodeData(data);
}

/** A message in an address: JSON, or its base64 of either alphabet. Forms turn a plus into a space. */
export function decodeData(data: string): Buffer {
  const text = data.trim();
  return /^[{[]/.test(text) ? Buffer.from(text) : Buffer.from(text.replaceAll(" ", "+"), "base64");
}

function pixelMessage(query: URLSearchParams, call: CallKind): JsonRecord {
  const message: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  message.type = call;
  for (const [key, value] of query) {
    const path = key.split(".");
    if (key === "writeKey" || key === "type" || path.length > MAX_PIXEL_LEVELS || path.includes("")) continue;
    place(message, path, value);
  }
  return message;
}

/** What analytics.js asks for before it sends: this source alone, everything enabled. `host` is the request's own. */
export function segmentSettings(writeKey: string, host: string, secure: boolean): JsonRecord {
  return {
    integrations: {
      "Segment.io": {
        apiKey: writeKey,
        apiHost: `${host}/v1`,
        protocol: secure ? "https" : "http",
        unbundledIntegrations: [],
        addBundledMetadata: true,
        versionSettings: { version: "4.4.7", componentTypes: ["browser"] },
      },
    },
    plan: {
      track: { __default: { enabled: true, integrations: {} } },
      identify: { __default: { enabled: true } },
      group: { __default: { enabled: true } },
    },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}

/** What RudderStack's JavaScript SDK asks for before it sends. */
export function rudderSourceConfig(
  source: { readonly id: string; readonly name: string },
  writeKey: string,
  dataPlane: string,
): JsonRecord {
  return {
    source: {
      id: source.id,
      name: source.name,
      writeKey,
      enabled: true,
      config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
      sourceDefinition: { name: "Javascript" },
      workspaceId: "gabarit",
      destinations: [],
      dataplanes: {},
      dataPlaneUrl: dataPlane,
    },
  };
}
