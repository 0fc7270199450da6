/** Calls of the Segment family, one a line: what a script, a log shipper or a warehouse sends without a library. */

import type { Judged } from "../note.ts";
import { answerOfRefusal } from "./answer.ts";
import {
  type Adapter,
  type Answer,
  type Exchange,
  jsonAnswer,
  linesOf,
  parseWithin,
  type Translation,
  type Unreadable,
  unread,
} from "./exchange.ts";

/** A line that is no JSON is one unreadable call; its neighbours are read. */
export function callOfLine(line: string): string {
  const parsed = parseWithin(line);
  if ("value" in parsed) return line;
  const place = "column" in parsed ? ` at column ${parsed.column}` : "";
  return unread({ of: "", path: "", expected: `${parsed.expected}${place}`, original: line });
}

function read(text: string): Translation | Unreadable {
  const lines = linesOf(text);
  return lines === undefined ? "too_large" : { calls: lines.map(callOfLine) };
}

/** How many lines came to which verdict. */
function accepted(judged: readonly Judged[]): Answer {
  const counts = { received: judged.length, conformant: 0, violating: 0, unplanned: 0, malformed: 0, duplicate: 0 };
  for (const item of judged) counts[item === "duplicate" ? item : item.verdict] += 1;
  return jsonAnswer(200, { success: true, ...counts });
}

export const ndjson: Adapter = {
  paths: ["/v1/ndjson"],
  methods: ["POST"],
  open: ({ key, query }): Exchange => ({
    writeKey: key ?? query.get("writeKey") ?? undefined,
    read,
    accepted,
    refused: answerOfRefusal,
  }),
};
