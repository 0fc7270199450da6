/**
 * The calls of a file that is audited, as JSON texts in the Segment shape: a HAR of a browser's network panel, rows of CSV,
 * or NDJSON. Requests are read by the code of ingest; nothing is judged here.
 */

import { isUtf8 } from "node:buffer";
import { parse } from "csv-parse/sync";
import type { CallKind, JsonRecord } from "../ingest/call.ts";
import { unpackSync } from "../ingest/protocol/body.ts";
import { type Asked, batchText } from "../ingest/protocol/exchange.ts";
import { findRoute } from "../ingest/protocol/routes.ts";
import { pixelBody, readEnvelope } from "../ingest/protocol/segment.ts";
import { isRecord } from "../ingest/read-call.ts";
import { ga4WebCalls, isGa4Web } from "./ga4-web.ts";

export const AUDITED_KINDS = ["har", "csv", "ndjson"] as const;
export type AuditedKind = (typeof AUDITED_KINDS)[number];

/** What a file is too much of, or too little. */
export type AuditedFault = "empty" | "encoding" | "har" | "csv" | "event_column";

export interface AuditedFile {
  readonly kind: AuditedKind;
  /** JSON texts, read as they are asked for; blank lines left out. */
  readonly calls: Iterable<string>;
  /** How much of the file the calls asked for so far are, 0 to 1. */
  share(): number;
  /** Of a HAR, once its calls are read: requests that carry calls, that look so and cannot be read, and all others. */
  readonly requests?: { tracking: number; unreadable: number; others: number };
}

/** What is not UTF-8 is no text that clients send; a byte order mark is left out. */
export function auditedFile(bytes: Uint8Array): AuditedFile | AuditedFault {
  if (!isUtf8(bytes)) return "encoding";
  const own = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const start = own.findIndex((byte) => byte > 0x20);
  if (start === -1) return "empty";
  const isJson = own[start] === OPEN_OBJECT || own[start] === OPEN_LIST;
  return isJson ? jsonFile(own) : csvFile(textOf(own));
}

/** Calls that stand a line each. */
export function auditedLines(bytes: Uint8Array): AuditedFile {
  const lines = new Lines(bytes);
  return { kind: "ndjson", calls: lines, share: () => lines.share() };
}

const [OPEN_OBJECT, OPEN_LIST, LINE_FEED] = [0x7b, 0x5b, 0x0a];

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Lines that are not blank. Each is decoded as it is asked for: a large file is never held a second time. */
class Lines implements Iterable<string> {
  readonly #bytes: Uint8Array;
  #from = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  *[Symbol.iterator](): Generator<string> {
    const { length } = this.#bytes;
    for (let from = 0; from < length; ) {
      const end = this.#bytes.indexOf(LINE_FEED, from);
      const until = end === -1 ? length : end;
      const line = textOf(this.#bytes.subarray(from, until)).trim();
      from = until + 1;
      this.#from = from;
      if (line !== "") yield line;
    }
  }

  share(): number {
    return this.#bytes.length === 0 ? 1 : Math.min(1, this.#from / this.#bytes.length);
  }
}

/** What is given in turn, with how much of it was asked for. */
function listed<Item>(items: readonly Item[], callsOf: (item: Item) => Iterable<string>) {
  let at = 0;
  function* calls(): Generator<string> {
    for (const item of items) {
      at += 1;
      yield* callsOf(item);
    }
  }
  return { calls: calls(), share: () => (items.length === 0 ? 1 : at / items.length) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One object a line, else a HAR, or a list of calls. */
function jsonFile(bytes: Uint8Array): AuditedFile | AuditedFault {
  const [first = ""] = new Lines(bytes);
  const line = parsed(first);
  if (isRecord(line) && !isRecord(line.log)) return auditedLines(bytes);
  const value = parsed(textOf(bytes));
  if (Array.isArray(value)) return { kind: "ndjson", ...listed(value, (call) => [JSON.stringify(call)]) };
  const entries = isRecord(value) && isRecord(value.log) ? value.log.entries : undefined;
  if (Array.isArray(entries)) return harFile(entries);
  // A single call of several lines, or a broken HAR.
  if (isRecord(value)) return { kind: "ndjson", ...listed([value], (call) => [JSON.stringify(call)]) };
  return /"log"\s*:/.test(textOf(bytes.subarray(0, 1_000))) ? "har" : auditedLines(bytes);
}

// -- HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/) --------------------------------------------------------

function harFile(entries: readonly unknown[]): AuditedFile {
  const requests = { tracking: 0, unreadable: 0, others: 0 };
  const read = listed(entries, (entry) => {
    const found = isRecord(entry) && isRecord(entry.request) ? requestCalls(entry.request) : undefined;
    requests[found === undefined ? "others" : found === "unreadable" ? found : "tracking"] += 1;
    return found === undefined || found === "unreadable" ? [] : found;
  });
  return { kind: "har", ...read, requests };
}

const GZIP = "\u001f\u008b";

/** What was posted as text. Browsers write binary bodies byte by byte, or as base64. */
function postedText({ postData }: JsonRecord): string | undefined {
  if (!isRecord(postData)) return "";
  const { text, encoding, params } = postData;
  if (typeof text !== "string") {
    if (!Array.isArray(params)) return "";
    const fields = params.flatMap((one) =>
      isRecord(one) && typeof one.name === "string" ? [[one.name, String(one.value ?? "")]] : [],
    );
    return new URLSearchParams(fields as [string, string][]).toString();
  }
  const isBinary = encoding === "base64" || text.startsWith(GZIP);
  if (!isBinary) return text;
  const bytes = Buffer.from(text, encoding === "base64" ? "base64" : "latin1");
  try {
    return unpackSync(bytes, bytes[0] === 0x1f && bytes[1] === 0x8b ? "gzip" : "plain").toString("utf8");
  } catch {
    return undefined;
  }
}

/** The calls of one request; undefined where it is none of a protocol that is known. */
function requestCalls(request: JsonRecord): readonly string[] | "unreadable" | undefined {
  const { url, method } = request;
  if (typeof url !== "string" || !URL.canParse(url)) return undefined;
  const { pathname, searchParams, search } = new URL(url);
  const isWeb = isGa4Web(pathname, searchParams);
  const route = isWeb ? undefined : findRoute(pathname);
  if (!isWeb && (route === undefined || route.kind === "settings" || route.kind === "source_config")) return undefined;
  if (method !== "POST" && method !== "GET") return undefined;
  const body = method === "POST" ? postedText(request) : search.slice(1);
  if (body === undefined) return "unreadable";
  if (isWeb) return ga4WebCalls(searchParams, method === "POST" ? body : "").map((call) => JSON.stringify(call));
  if (route === undefined) return undefined;
  if (route.kind === "adapter") {
    const { adapter, path } = route;
    if (!adapter.methods.includes(method) || adapter.takes?.(method, search.slice(1)) === false) return undefined;
    const asked: Asked = { path, method, query: searchParams, key: undefined, password: undefined };
    return adapterCalls(() => adapter.open(asked).read(body));
  }
  if (route.kind === "pixel") return envelopeCalls(pixelBody(searchParams, route.call).toString("utf8"), route.call);
  if (method !== "POST") return undefined;
  return envelopeCalls(body, route.kind === "messages" ? route.call : undefined);
}

function adapterCalls(
  read: () => ReturnType<
    ReturnType<Extract<ReturnType<typeof findRoute>, { kind: "adapter" }>["adapter"]["open"]>["read"]
  >,
): readonly string[] | "unreadable" {
  const found = read();
  if (typeof found !== "object" || !("calls" in found)) return "unreadable";
  return envelopeCalls(batchText(found), undefined);
}

function envelopeCalls(text: string, kind: CallKind | undefined): readonly string[] | "unreadable" {
  const envelope = readEnvelope(parsed(text), kind);
  if (!("messages" in envelope)) return "unreadable";
  return envelope.messages.map((message) =>
    JSON.stringify(isRecord(message) && kind !== undefined ? { type: kind, ...message } : message),
  );
}

// -- CSV --------------------------------------------------------------------------------------------------------------

const DELIMITERS = [",", ";", "\t", "|"] as const;
const EVENT = ["event", "event_name", "eventname", "name", "événement", "evenement"];
const USER = ["user_id", "userid", "user", "distinct_id", "utilisateur"];
const ANONYMOUS = ["anonymous_id", "anonymousid", "device_id", "user_pseudo_id"];
const TIME = ["timestamp", "time", "date", "event_timestamp", "sent_at", "received_at"];
const TYPE = ["type", "call_type"];

const plain = (name: string) => name.trim().toLowerCase().replaceAll(" ", "_");

/** A cell as JSON would have it: a number or a truth value is one, a blank cell is none. */
function cellValue(cell: string): unknown {
  const bare = cell.trim();
  if (/^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(bare)) return Number(bare);
  if (bare === "true" || bare === "false") return bare === "true";
  return cell;
}

function csvFile(text: string): AuditedFile | AuditedFault {
  const head = text.slice(0, Math.max(0, text.search(/\r?\n|$/)));
  const [delimiter = ","] = DELIMITERS.toSorted((a, b) => head.split(b).length - head.split(a).length);
  let rows: readonly (readonly string[])[];
  try {
    rows = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, bom: true }) as string[][];
  } catch {
    return "csv";
  }
  const [header = []] = rows;
  const names = header.map(plain);
  const at = (known: readonly string[]) => names.findIndex((name) => known.includes(name));
  const [event, user, anonymous, time, type] = [at(EVENT), at(USER), at(ANONYMOUS), at(TIME), at(TYPE)];
  if (event === -1) return "event_column";
  const own = new Set([event, user, anonymous, time, type]);
  return {
    kind: "csv",
    ...listed(rows.slice(1), (row) => {
      const properties = Object.fromEntries(
        header.flatMap((name, index) => {
          const cell = row[index] ?? "";
          return own.has(index) || name === "" || cell === "" ? [] : [[name, cellValue(cell)]];
        }),
      );
      const kind = row[type] === "page" || row[type] === "screen" ? row[type] : "track";
      const call = {
        ...{ type: kind, [kind === "track" ? "event" : "name"]: row[event] ?? "", properties },
        ...(user === -1 ? {} : { userId: row[user] }),
        // A table of counts or of names says nothing of who it was.
        anonymousId: (anonymous === -1 ? "" : row[anonymous]) || "unknown",
      };
      return [JSON.stringify(call)];
    }),
  };
}
