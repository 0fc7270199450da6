/**
 * Calls that are made of the rows of a file or the like, and may come again at any time: each is taken once, however long
 * ago it came first. The window of message ids knows the last days, and the event store everything before.
 */

import { log } from "../base/log.ts";
import { eventDb } from "../store/event-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import type { Acceptor } from "./accept.ts";
import type { Judged } from "./note.ts";
import { REFUSALS, type Refusal } from "./protocol/answer.ts";
import { batchText } from "./protocol/exchange.ts";
import { callOfLine } from "./protocol/ndjson.ts";
import { isRecord } from "./read-call.ts";
import { refusalOfKey } from "./secret-as-key.ts";
import type { SourceRegistry } from "./source-registry.ts";

/** already_there: nothing changed. differs: the same call came before with other content, which stays. */
export const ROW_FATES = ["conformant", "violating", "unplanned", "malformed", "already_there", "differs"] as const;
export type RowFate = (typeof ROW_FATES)[number];

interface LoadedRow {
  readonly text: string;
  readonly messageId: string;
  /** `context.row`: a hash of what the row says. */
  readonly content: string;
}

const LIMITS = { maxSeconds: 60 } as const;

/** Columns `messageId` and `content` of the calls with some ids that a project has received. */
function receivedRowsSql(project: number, messageIds: readonly string[]): Sql {
  return sql`select message_id as messageId, any(JSONExtractString(raw, 'context', 'row')) as content from received
    where project = ${sql.as("UInt32", project)} and message_id in ${sql.as("Array(String)", messageIds)}
    group by message_id`;
}

function rowOf(text: string): LoadedRow {
  let call: unknown;
  try {
    call = JSON.parse(text);
  } catch {
    // Judged as what it is.
  }
  const { messageId, context } = isRecord(call) ? call : {};
  const content = isRecord(context) ? context.row : undefined;
  return {
    text,
    messageId: typeof messageId === "string" ? messageId : "",
    content: typeof content === "string" ? content : "",
  };
}

function fateBeside(row: LoadedRow, before: string): RowFate {
  return row.content === before ? "already_there" : "differs";
}

/** Contents of what a project has received before. */
async function receivedRows(project: number, rows: readonly LoadedRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map(({ messageId }) => messageId))].filter((id) => id !== "");
  if (ids.length === 0) return new Map();
  const there = await eventDb().query<LoadedRow>("ingest.loadedRows", receivedRowsSql(project, ids), LIMITS);
  return new Map(there.map(({ messageId, content }) => [messageId, content]));
}

/**
 * Takes the calls of rows for the source of a write key, at most as many as one body has; resolves once they are on disk to
 * what became of each, in order. Rows that wait for the event store are known by their ids alone: of those it is not told
 * that they differ.
 */
export async function takeRows(
  { acceptor, sources }: { readonly acceptor: Acceptor; readonly sources: SourceRegistry },
  writeKey: string,
  texts: readonly string[],
): Promise<Refusal | readonly RowFate[]> {
  const source = await sources.find(writeKey);
  if (source === undefined) return refusalOfKey(writeKey);
  const rows = texts.map(rowOf);
  let before: Map<string, string>;
  try {
    before = await receivedRows(source.projectNumber, rows);
  } catch (error) {
    log().warn({ reason: error instanceof Error ? error.message : "" }, "received rows could not be looked up");
    return REFUSALS.unavailable;
  }
  const fresh = rows.filter(({ messageId }) => !before.has(messageId));
  let judged: readonly Judged[] = [];
  if (fresh.length > 0) {
    const refusal = await acceptor.accept({
      wire: Buffer.from(batchText({ calls: fresh.map(({ text }) => callOfLine(text)) })),
      ...{ contentEncoding: undefined, call: undefined, writeKey },
      onJudged: (items) => {
        judged = items;
      },
    });
    if (refusal !== undefined) return refusal;
  }
  let next = 0;
  const taken = new Map<string, string>();
  return rows.map((row): RowFate => {
    const known = before.get(row.messageId);
    if (known !== undefined) return fateBeside(row, known);
    const item = judged[next++];
    if (item !== undefined && item !== "duplicate") {
      taken.set(row.messageId, row.content);
      return item.verdict;
    }
    return fateBeside(row, taken.get(row.messageId) ?? row.content);
  });
}
