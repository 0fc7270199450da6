/**
 * Mixpanel's ingestion API (developer.mixpanel.com, Track Events, Import Events, User and Group Profiles): `/track`, `/engage`,
 * `/groups` with the token in each item, `/import` with Basic authentication. The write key is the token.
 */

import type { Judged } from "../note.ts";
import { isRecord } from "../read-call.ts";
import { PIXEL, type Refusal } from "./answer.ts";
import {
  type Adapter,
  type Answer,
  type Asked,
  type Exchange,
  formFields,
  jsonAnswer,
  linesOf,
  parseWithin,
  type Unreadable,
} from "./exchange.ts";
import { eventCall } from "./mixpanel-event.ts";
import { profileCalls } from "./mixpanel-profile.ts";
import { decodeData } from "./segment.ts";

/** Events or profiles of one body. */
const MAX_ITEMS = 2_000;

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  405: "Method Not Allowed",
  408: "Request Timeout",
  413: "Payload Too Large",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

/** What a body holds: the items, and the fields beside them where it is a form. */
interface Content {
  readonly items: readonly unknown[];
  readonly fields: URLSearchParams;
}

function isForm(text: string): boolean {
  return /^[\w.%-]*=/.test(text.trimStart());
}

/** JSON, or a line of JSON for each item. */
function parseItems(text: string): { readonly items: readonly unknown[] } | Unreadable {
  const whole = parseWithin(text);
  if ("value" in whole) {
    if (Array.isArray(whole.value)) return { items: whole.value };
    return isRecord(whole.value) ? { items: [whole.value] } : { path: "", expected: "array" };
  }
  const lines = linesOf(text);
  if (lines === undefined) return "too_large";
  if (lines.length < 2) return whole;
  const items: unknown[] = [];
  for (const line of lines) {
    const parsed = parseWithin(line);
    if (!("value" in parsed)) return whole;
    items.push(parsed.value);
  }
  return { items };
}

function readContent(text: string): Content | Unreadable {
  const fields = isForm(text) ? formFields(text) : new URLSearchParams();
  if (fields === undefined) return "too_large";
  const data = fields.get("data");
  if (isForm(text) && data === null) return { path: "/data", expected: "JSON, or its base64" };
  const parsed = parseItems(data === null ? text : decodeData(data).toString("utf8"));
  return typeof parsed === "object" && "items" in parsed ? { ...parsed, fields } : parsed;
}

function tokenOf(item: unknown): string | undefined {
  if (!isRecord(item)) return undefined;
  const token = item.$token ?? (isRecord(item.properties) ? item.properties.token : undefined);
  return typeof token === "string" && token !== "" ? token : undefined;
}

/** One body is of one source: the first item that names another is the problem. */
function tokenOfAll(items: readonly unknown[]): { readonly token: string | undefined } | Unreadable {
  let token: string | undefined;
  for (const [index, item] of items.entries()) {
    const own = tokenOf(item);
    token ??= own;
    if (own !== undefined && own !== token) return { path: `/${index}`, expected: "the token of the items before it" };
  }
  return { token };
}

interface FailedRecord {
  readonly index: number;
  readonly insert_id: string;
  readonly field: string;
  readonly message: string;
}

class MixpanelExchange implements Exchange {
  readonly writeKey = undefined;
  readonly #asked: Asked;
  #fields = new URLSearchParams();
  #items: readonly unknown[] = [];

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /** Settings stand in the address or in the form. */
  #setting(name: string): string | undefined {
    return this.#asked.query.get(name) ?? this.#fields.get(name) ?? undefined;
  }

  /** Libraries send `verbose` and read `1`; whoever follows the reference of /import reads JSON. */
  get #isImport(): boolean {
    return (
      this.#asked.path === "/import" &&
      (this.#setting("strict") !== undefined || this.#setting("verbose") === undefined)
    );
  }

  get #isStrict(): boolean {
    return this.#isImport && this.#setting("strict") !== "0";
  }

  read(text: string): ReturnType<Exchange["read"]> {
    const content = readContent(text);
    if (typeof content === "string" || !("items" in content)) return content;
    const { items, fields } = content;
    this.#fields = fields;
    this.#items = items;
    if (items.length > MAX_ITEMS) return "too_large";
    // A page that sends people on to any address is of use to nobody but those who disguise one.
    if (this.#setting("redirect") !== undefined) return { path: "/redirect", expected: "no redirect" };
    const named = tokenOfAll(items);
    if (typeof named === "string" || !("token" in named)) return named;
    const { password, key } = this.#asked;
    const writeKey = named.token ?? (password === undefined || password === "" ? key : password);
    const { path } = this.#asked;
    if (path === "/engage" || path === "/groups")
      return { calls: items.flatMap((item) => profileCalls(item, path)), writeKey };
    return { calls: items.map((item) => eventCall(item, this.#isStrict)), writeKey };
  }

  accepted(judged: readonly Judged[]): Answer {
    if (this.#isImport) return this.#imported(judged);
    if (this.#setting("img") === "1") return { status: 200, type: "image/gif", body: PIXEL };
    if (this.#setting("verbose") === "1") return jsonAnswer(200, { status: 1, error: null });
    return { status: 200, type: "text/plain", body: "1" };
  }

  #imported(judged: readonly Judged[]): Answer {
    const failed = judged.flatMap((item, index) => this.#failure(item, index) ?? []);
    const num_records_imported = judged.length - failed.length;
    if (failed.length === 0 || !this.#isStrict)
      return jsonAnswer(200, { code: 200, num_records_imported, status: "OK" });
    return jsonAnswer(400, {
      code: 400,
      error: "some data points in the request failed validation",
      status: "Bad Request",
      num_records_imported,
      failed_records: failed,
    });
  }

  #failure(judged: Judged, index: number): FailedRecord | undefined {
    if (judged === "duplicate" || judged.verdict !== "malformed") return undefined;
    const [violation] = judged.violations;
    const field = (violation?.path ?? "").slice(1).replaceAll("/", ".");
    const item = this.#items[index];
    const properties = isRecord(item) && isRecord(item.properties) ? item.properties : {};
    const insert_id = typeof properties.$insert_id === "string" ? properties.$insert_id : "";
    const message = `'${field}' is invalid: expected ${String(violation?.expected ?? "an event")}`;
    return { index, insert_id, field, message };
  }

  refused({ status, message, place }: Refusal): Answer {
    const error = place === undefined ? message : `${message} ${JSON.stringify(place)}`;
    if (this.#isImport) return jsonAnswer(status, { code: status, error, status: REASONS[status] ?? "Error" });
    if (this.#setting("verbose") === "1") return jsonAnswer(status, { status: 0, error });
    return { status, type: "text/plain", body: "0" };
  }
}

export const mixpanel: Adapter = {
  paths: ["/track", "/engage", "/groups", "/import"],
  methods: ["GET", "POST"],
  takes: (method, query) => method !== "GET" || /(?:^|&)data=/.test(query),
  open: (asked) => new MixpanelExchange(asked),
};
