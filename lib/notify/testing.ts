/** A receiver of webhooks for tests: takes what is posted on a free port of this machine, and answers as it is told. */

import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface TakenMessage {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly taken: readonly TakenMessage[];
  /** From now on it answers so; without a status it hangs up. */
  answer(status: number | undefined, headers?: Readonly<Record<string, string>>, body?: string): void;
  /** From now on the status depends on what is posted. */
  judge(status: (message: TakenMessage) => number): void;
  /** Done before the next answer. */
  meanwhile(act: () => Promise<unknown>): void;
  /** As if nothing had been taken. */
  forget(): void;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const taken: TakenMessage[] = [];
  let answer: { status: number | undefined; headers: Readonly<Record<string, string>>; body: string } = {
    status: 200,
    headers: {},
    body: "ok",
  };
  let judged: ((message: TakenMessage) => number) | undefined;
  let before: (() => Promise<unknown>) | undefined;
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", async () => {
      await before?.();
      const message = { path: req.url ?? "", headers: req.headers, body: Buffer.concat(chunks).toString("utf8") };
      taken.push(message);
      const status = judged?.(message) ?? answer.status;
      if (status === undefined) return req.socket.destroy();
      return res.writeHead(status, answer.headers).end(answer.body);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook?token=secret`,
    taken,
    answer(status, headers = {}, body = "ok") {
      answer = { status, headers, body };
    },
    judge(status) {
      judged = status;
    },
    meanwhile(act) {
      before = act;
    },
    forget() {
      taken.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
