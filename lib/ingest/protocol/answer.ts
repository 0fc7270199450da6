/** Answers of the ingest addresses: what each vendor's client wants to hear, readable from any origin. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./exchange.ts";

const ALLOWED_HEADERS = "authorization, content-type, content-encoding, x-write-key, anonymousid, x-retry-count";
const PREFLIGHT_SECONDS = "86400";

/** A transparent GIF of one pixel. */
export const PIXEL = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
const SUCCESS = '{"success":true}';

/** On every answer; names and values in turn, as Node writes them without looking each up. */
const PROTECTIONS = [
  "x-content-type-options",
  "nosniff",
  "content-security-policy",
  "default-src 'none'; frame-ancestors 'none'",
] as const;
const NOT_KEPT = ["cache-control", "no-store"] as const;

/**
 * Ingest takes no cookie and says nothing about anybody, so every origin may call it. Beacons come with credentials, for
 * which a browser wants its own origin named.
 */
function originHeaders({ headers: { origin } }: IncomingMessage): readonly string[] {
  if (origin === undefined) return [];
  return [
    "access-control-allow-origin",
    origin,
    "access-control-allow-credentials",
    "true",
    "access-control-expose-headers",
    "retry-after",
    "vary",
    "origin",
  ];
}

/** A text goes out in one piece with the head. */
function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  body: Buffer | string,
  headers: readonly string[] = [],
): void {
  if (response.headersSent || response.destroyed) return;
  const length = String(Buffer.byteLength(body));
  response.writeHead(status, [
    "content-type",
    type,
    "content-length",
    length,
    ...PROTECTIONS,
    ...originHeaders(request),
    ...headers,
  ]);
  response.end(body);
}

export function answerSuccess(request: IncomingMessage, response: ServerResponse): void {
  send(request, response, 200, "application/json", SUCCESS);
}

export function answerPixel(request: IncomingMessage, response: ServerResponse): void {
  send(request, response, 200, "image/gif", PIXEL, NOT_KEPT);
}

export function answerJson(request: IncomingMessage, response: ServerResponse, value: unknown): void {
  send(request, response, 200, "application/json", JSON.stringify(value), NOT_KEPT);
}

/** An answer in another vendor's words. `headers`: of a refusal. */
export function answerAs(
  request: IncomingMessage,
  response: ServerResponse,
  { status, type, body }: Answer,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (status !== 204) {
    send(request, response, status, type, body, [...NOT_KEPT, ...Object.entries(headers).flat()]);
    return;
  }
  response.writeHead(204, [...PROTECTIONS, ...originHeaders(request), ...NOT_KEPT]);
  response.end();
}

export function answerPreflight(request: IncomingMessage, response: ServerResponse, methods: readonly string[]): void {
  response.writeHead(204, [
    ...PROTECTIONS,
    ...originHeaders(request),
    "access-control-allow-methods",
    [...methods, "OPTIONS"].join(", "),
    "access-control-allow-headers",
    ALLOWED_HEADERS,
    "access-control-max-age",
    PREFLIGHT_SECONDS,
    "content-length",
    "0",
  ]);
  response.end();
}

/** Why a body was not taken. `code` is stable; the rest says where and what to do. */
export interface Refusal {
  readonly status: 400 | 401 | 405 | 408 | 413 | 429 | 503;
  readonly code: string;
  readonly message: string;
  readonly place?: Readonly<Record<string, string | number>>;
  readonly headers?: Record<string, string>;
}

/** A refusal in our own words. */
export function answerOfRefusal({ status, code, message, place }: Refusal): Answer {
  return {
    status,
    type: "application/json",
    body: JSON.stringify({ success: false, error: { code, message, ...place } }),
  };
}

export function answerRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const { status, type, body } = answerOfRefusal(refusal);
  send(request, response, status, type, body, Object.entries(refusal.headers ?? {}).flat());
}

export const REFUSALS = {
  wrongKey: { status: 401, code: "wrong_write_key", message: "No source has this write key." },
  secretAsKey: {
    status: 401,
    code: "api_token_as_write_key",
    message:
      "This is an API token, a secret, and not a write key. Whoever saw this call can use it: revoke it, make a new one, and send with the source's write key.",
  },
  noKey: {
    status: 401,
    code: "no_write_key",
    message: "Send a write key: Basic authentication, the header X-Write-Key, or writeKey in the body.",
  },
  tooLarge: {
    status: 413,
    code: "too_large",
    message: "A body has at most 1 MiB as sent, 8 MiB unpacked and 4096 messages.",
  },
  slow: {
    status: 408,
    code: "too_slow",
    message: "The body did not arrive in time.",
    headers: { connection: "close" },
  },
  full: {
    status: 503,
    code: "backlog_full",
    message: "Too much waits to be stored. Try again shortly.",
    headers: { "retry-after": "5" },
  },
  busy: { status: 503, code: "busy", message: "Too much at once. Try again shortly.", headers: { "retry-after": "1" } },
  unavailable: {
    status: 503,
    code: "not_stored",
    message: "The events could not be stored. Try again shortly.",
    headers: { "retry-after": "5" },
  },
  stopping: {
    status: 503,
    code: "stopping",
    message: "The server is stopping. Try again shortly.",
    headers: { "retry-after": "1", connection: "close" },
  },
} as const satisfies Record<string, Refusal>;
