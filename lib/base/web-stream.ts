import type { Readable } from "node:stream";

/**
 * The bytes of a stream as the body of an answer; whoever stops reading destroys the stream, and its error reaches the
 * reader. Not `Readable.toWeb`: when a reader leaves while bytes are on their way, Node 20 hands them to the closed body,
 * and nobody can catch that error. Not `ReadableStream.from`: left before the first byte, it leaves the stream open.
 */
export function webStream(bytes: Readable): ReadableStream<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      cancel() {
        bytes.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
