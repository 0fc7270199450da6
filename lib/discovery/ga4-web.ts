/**
 * What Google's tag sends from a browser (`/g/collect?v=2`), for audits alone: it is no protocol of ingest. Parameters of an
 * event stand as `ep.name` (texts) and `epn.name` (numbers), of a user as `up.name` and `upn.name`, in the address or in the
 * lines of the body, one event each. Seen on the wire; Google documents none of it.
 */

import type { JsonRecord } from "../ingest/call.ts";

export function isGa4Web(path: string, query: URLSearchParams): boolean {
  return /\/g\/collect\/?$/.test(path) && query.get("v") === "2";
}

function named(fields: URLSearchParams, text: string, number: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [key, value] of fields) {
    if (key.startsWith(`${text}.`)) found[key.slice(text.length + 1)] = value;
    else if (key.startsWith(`${number}.`))
      found[key.slice(number.length + 1)] = Number.isFinite(Number(value)) ? Number(value) : value;
  }
  return found;
}

/** As calls in the Segment shape: each event, and before it what is said of the user. */
export function ga4WebCalls(query: URLSearchParams, body: string): readonly JsonRecord[] {
  const lines = body.split("\n").filter((line) => line.trim() !== "");
  return (lines.length === 0 ? [""] : lines).flatMap((line) => {
    const fields = new URLSearchParams([...query, ...new URLSearchParams(line.trim())]);
    const own = new URLSearchParams(line.trim());
    const event = own.get("en") ?? query.get("en");
    const who = { userId: fields.get("uid") ?? "", anonymousId: fields.get("cid") ?? "unknown" };
    const traits = named(fields, "up", "upn");
    const place = { dl: "page_location", dr: "page_referrer", dt: "page_title" } as const;
    const page = Object.entries(place).flatMap(([key, name]) => {
      const value = fields.get(key);
      return value === null ? [] : [[name, value]];
    });
    return [
      ...(Object.keys(traits).length === 0 ? [] : [{ type: "identify", ...who, traits }]),
      ...(event === null
        ? []
        : [
            {
              ...{ type: "track", event, ...who },
              properties: { ...Object.fromEntries(page), ...named(fields, "ep", "epn") },
            },
          ]),
    ];
  });
}
