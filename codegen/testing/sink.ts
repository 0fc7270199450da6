/** A local server that keeps every body it is sent; what it answers is up to the test. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
}

export interface Received {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
  /** Milliseconds since the sink started. */
  readonly at: number;
}

interface Sink {
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
}

export async function startSink(answer: (received: Received, count: number) => Answer = () => ({ status: 200 })) {
  const received: Received[] = [];
  const started = performance.now();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const item: Received = {
        path: request.url ?? "",
        contentType: request.headers["content-type"] ?? "",
        body: Buffer.concat(chunks).toString("utf8"),
        at: performance.now() - started,
      };
      received.push(item);
      const { status, headers } = answer(item, received.length);
      response.writeHead(status, headers).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const sink: Sink = {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return sink;
}

/** The texts of the messages of a batch, byte for byte, cut out of the body without parsing what is inside. */
export function messageTexts(body: string): string[] {
  const start = '{"batch":[';
  if (!body.startsWith(start)) throw new Error(`not a batch: ${body.slice(0, 80)}`);
  const texts: string[] = [];
  let depth = 0;
  let inString = false;
  let from = start.length;
  for (let at = from; at < body.length; at++) {
    const character = body[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") {
      if (depth === 0) return texts;
      depth--;
      if (depth === 0) {
        texts.push(body.slice(from, at + 1));
        from = at + 2;
      }
    }
  }
  throw new Error("the batch does not end");
}

/** JavaScript puts keys that are small whole numbers first; elsewhere they stay where the plan has them. */
export function inOrderOfJavascript(text: string): string {
  return /"\d+":/.test(text) ? JSON.stringify(JSON.parse(text)) : text;
}
