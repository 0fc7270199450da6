/** The events of a file in batches that the server takes: at most so many events and so many bytes. */

import { createHash } from "node:crypto";
import type { CliContext } from "./context.ts";
import { parseLine, readLines } from "./lines.ts";

/** Under the server's limit for one body, with room for the envelope. */
export const BATCH_BYTES_MAX = 400 * 1024;

export interface Batch {
  /** As they stand in the file: what a parser would round or reorder, the server must see as it is. */
  readonly messages: readonly string[];
  /** Where the first of the messages stands. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** Lines that are not a JSON object. */
  readonly broken: readonly number[];
  readonly bytesRead: number;
}

/** An event without an id gets one from its content and line: sent again after an interruption, it still counts once. */
function withMessageId(message: object, text: string, line: number): string {
  if ("messageId" in message && typeof message.messageId === "string" && message.messageId !== "") return text;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 24);
  const head = text.trimEnd().slice(0, -1);
  // Last, so that it stands for one that is no text.
  return `${head}${Object.keys(message).length === 0 ? "" : ","}"messageId":"send-${line}-${digest}"}`;
}

/** Batches in file order; lines up to `after` were acknowledged before. */
export async function* batchesOf(
  context: CliContext,
  path: string,
  { size, after }: { readonly size: number; readonly after: number },
): AsyncGenerator<Batch> {
  let messages: string[] = [];
  let broken: number[] = [];
  let bytes = 0;
  let bytesRead = 0;
  let firstLine = after;
  let lastLine = after;
  const take = (): Batch => {
    const batch: Batch = { messages, broken, firstLine, lastLine, bytesRead };
    messages = [];
    broken = [];
    bytes = 0;
    return batch;
  };
  for await (const { number, text } of readLines(context, path)) {
    const length = Buffer.byteLength(text) + 1;
    if (number > after) {
      if (messages.length >= size || (bytes > 0 && bytes + length > BATCH_BYTES_MAX)) yield take();
      const parsed = parseLine(text);
      const value = parsed?.value;
      if (typeof value !== "object" || value === null || Array.isArray(value)) broken.push(number);
      else {
        if (messages.length === 0) firstLine = number;
        messages.push(withMessageId(value, text, number));
        bytes += length;
      }
      lastLine = number;
    }
    bytesRead += length;
  }
  if (messages.length > 0 || broken.length > 0) yield take();
}
