/** Files that are audited: what browsers log, tables, lines; and files that nobody should have to fear. */

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { onlyVersion } from "../ingest/validate.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { Auditor } from "./audit.ts";
import { auditPage } from "./audit-page.ts";
import { type AuditedFile, auditedFile } from "./audited-file.ts";

type Sent = { readonly event?: string; readonly type: string; readonly properties?: object };

function read(text: string | Uint8Array): AuditedFile {
  const file = auditedFile(typeof text === "string" ? new TextEncoder().encode(text) : text);
  if (typeof file === "string") throw new Error(file);
  return file;
}

function calls(file: AuditedFile): Sent[] {
  return [...file.calls].map((text) => JSON.parse(text) as Sent);
}

const post = (url: string, text: string, more: object = {}) => ({
  request: { method: "POST", url, postData: { mimeType: "text/plain", text, ...more } },
});
const har = (entries: readonly object[]) => JSON.stringify({ log: { version: "1.2", entries } });

describe("a HAR", () => {
  it("is read by the code of each protocol; Google's tag too, which is none", () => {
    const order = { type: "track", event: "Order", userId: "u1", properties: { total: 3 } };
    const packed = gzipSync(JSON.stringify({ batch: [order] }));
    const file = read(
      har([
        post("https://api.segment.io/v1/t", JSON.stringify({ event: "Viewed", userId: "u1", properties: { a: 1 } })),
        post("https://x.test/v1/batch", packed.toString("base64"), { encoding: "base64" }),
        post("https://x.test/v1/batch", packed.toString("latin1")),
        post(
          "https://api-eu.mixpanel.com/track/?ip=1",
          `data=${encodeURIComponent(JSON.stringify([{ event: "Searched", properties: { token: "t", distinct_id: "d", q: "x" } }]))}`,
        ),
        post(
          "https://api2.amplitude.com/2/httpapi",
          JSON.stringify({ api_key: "k", events: [{ event_type: "Tapped", device_id: "d" }] }),
        ),
        post(
          "https://region1.google-analytics.com/g/collect?v=2&tid=G-1&cid=9.9&dl=https%3A%2F%2Fa.test",
          "en=page_view\nen=add_to_cart&ep.item=shoe&epn.value=4.5&up.tier=gold",
        ),
        {
          request: {
            method: "GET",
            url: "https://www.google-analytics.com/g/collect?v=2&cid=1.1&en=scroll&epn.percent=90",
          },
        },
        post("https://x.test/v1/track", "{"),
        { request: { method: "GET", url: "https://a.test/logo.png" } },
        { request: { method: "GET", url: "no address" } },
        7 as unknown as object,
      ]),
    );
    expect(calls(file).map(({ type, event, properties }) => [type, event, properties])).toEqual([
      ["track", "Viewed", { a: 1 }],
      ["track", "Order", { total: 3 }],
      ["track", "Order", { total: 3 }],
      ["track", "Searched", expect.objectContaining({ q: "x" })],
      ["track", "Tapped", expect.anything()],
      ["track", "page_view", { page_location: "https://a.test" }],
      ["identify", undefined, undefined],
      ["track", "add_to_cart", { page_location: "https://a.test", item: "shoe", value: 4.5 }],
      ["track", "scroll", { percent: 90 }],
    ]);
    expect(file.requests).toEqual({ tracking: 7, unreadable: 1, others: 3 });
  });

  it("may be hostile: broken, of wrong members, packed wrongly, or of a hundred thousand entries", () => {
    expect(auditedFile(new TextEncoder().encode('{"log":{"entries":['))).toBe("har");
    const wrong = read(
      har([
        post("https://x.test/v1/batch", "%%%", { encoding: "base64" }),
        post("https://x.test/v1/batch", "\u001f\u008bnot gzip"),
        post("https://x.test/v1/batch", '{"batch":7}'),
        { request: { method: 7, url: "https://x.test/v1/t" } },
        { request: null },
      ]),
    );
    expect(calls(wrong)).toEqual([]);
    expect(wrong.requests).toEqual({ tracking: 0, unreadable: 3, others: 2 });
    const many = read(
      har(Array.from({ length: 100_000 }, () => ({ request: { method: "GET", url: "https://a.test/x" } }))),
    );
    expect(calls(many)).toEqual([]);
    expect(many.requests?.others).toBe(100_000);
  });
});

describe("a table", () => {
  it("has an event a row, its other columns are properties with numbers and truth values as such", () => {
    const file = read(
      "\ufeffEvent Name;User ID;Timestamp;total;paid;note\nOrder;u1;2026-01-01;3.5;true;\nOrder;;;007;x;a;b\n",
    );
    expect(file.kind).toBe("csv");
    expect(calls(file)).toEqual([
      { type: "track", event: "Order", userId: "u1", anonymousId: "unknown", properties: { total: 3.5, paid: true } },
      {
        type: "track",
        event: "Order",
        userId: "",
        anonymousId: "unknown",
        properties: { total: "007", paid: "x", note: "a" },
      },
    ]);
  });

  it("is refused where nobody could say what it holds", () => {
    const refused = (text: string | Uint8Array) =>
      auditedFile(typeof text === "string" ? new TextEncoder().encode(text) : text);
    expect(refused("a,b\n1,2")).toBe("event_column");
    expect(refused('event,"b\n1,2')).toBe("csv");
    expect(refused(" \n")).toBe("empty");
    expect(refused(new Uint8Array([0xff, 0xfe, 0x00, 0x41]))).toBe("encoding");
  });
});

it("lines, a list and a single call are calls", () => {
  const call = { type: "track", event: "A", userId: "u" };
  expect(calls(read(`${JSON.stringify(call)}\n\n${JSON.stringify(call)}`))).toHaveLength(2);
  expect(calls(read(JSON.stringify([call, call], null, 2)))).toHaveLength(2);
  expect(calls(read(JSON.stringify(call, null, 2)))).toEqual([call]);
});

it("the document says what was found, in the language asked for, and holds no value and no markup of the file", () => {
  const published = { plan: referencePlan, version: 3, hash: "h" } as never;
  const auditor = new Auditor(onlyVersion(published));
  const sent = [
    { type: "track", event: "<b>Bold</b>", userId: "u", properties: { contact: "ada@example.org", n: 1 } },
    { type: "track", event: "Bold again", userId: "u", properties: { n: "1" } },
  ];
  for (const [at, call] of sent.entries()) auditor.add(at + 1, JSON.stringify(call));
  const audit = auditor.result();
  const about = { name: "site.har", kind: "har" as const, requests: { tracking: 2, unreadable: 0, others: 9 } };
  const page = (language: "en" | "fr") =>
    auditPage(
      audit,
      { ...about, plan: { slug: "shop", version: 3 }, at: new Date(0), timeZone: "Europe/Paris" },
      language,
    );
  const french = page("fr");
  expect(french).toContain('<html lang="fr">');
  expect(french).toContain("Données personnelles en clair (1)");
  expect(french).toContain("Ressemble à des adresses e-mail");
  expect(french).toContain("1er janvier 1970 à 01:00");
  expect(page("en")).toContain("Properties of one name and several types (1)");
  expect(french).not.toContain("ada@example.org");
  expect(french).toContain("&lt;b&gt;Bold");
  expect(french).not.toContain("<b>");
});
