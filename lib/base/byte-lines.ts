/** Text as bytes, line by line: for whoever is handed much of it at once. */

const LINE_FEED = 10;

/** The lines of a batch one by one, without their ends and without empty ones. */
export function* linesOf(batch: Uint8Array): Generator<string> {
  const bytes = Buffer.from(batch.buffer, batch.byteOffset, batch.byteLength);
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, from);
    const until = end === -1 ? bytes.length : end;
    if (until > from) yield bytes.toString("utf8", from, until);
    from = until + 1;
  }
}
