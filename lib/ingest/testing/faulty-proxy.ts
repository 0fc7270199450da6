/** What stands between a client and a server on a bad day: it answers in the server's place, cuts the line, or loses an answer. */

import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A status answers in the server's place; `reset` cuts the line before the request goes on, `lost` after the server's answer. */
export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | "reset"
  | "lost";

export interface FaultyProxy {
  readonly url: string;
  readonly port: number;
  /** Requests that came, faults among them. */
  readonly requests: number;
  stop(): Promise<void>;
}

function forward(
  target: string,
  from: IncomingMessage,
  body: Buffer,
): Promise<{ readonly answer: IncomingMessage; readonly body: Buffer }> {
  const { hostname, port } = new URL(target);
  const { url: path = "/", method = "GET", headers } = from;
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers, agent: false }, (answer) => {
      buffer(answer).then((bytes) => resolve({ answer, body: bytes }), reject);
    })
      .on("error", reject)
      .end(body);
  });
}

/** Each request meets the next of `faults`; those after the last go through. A server that is away is a cut line. */
export async function startFaultyProxy(target: () => string, faults: readonly Fault[]): Promise<FaultyProxy> {
  let requests = 0;
  async function serve(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const body = await buffer(from);
    const fault = from.method === "OPTIONS" ? undefined : faults[requests++];
    if (fault === "reset") return void from.socket.destroy();
    if (typeof fault === "object") {
      to.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? "");
      return;
    }
    const { answer, body: bytes } = await forward(target(), from, body);
    if (fault === "lost") return void from.socket.destroy();
    to.writeHead(answer.statusCode ?? 502, answer.headers).end(bytes);
  }
  const server = createServer((from, to) => {
    serve(from, to).catch(() => from.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    get requests() {
      return requests;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
