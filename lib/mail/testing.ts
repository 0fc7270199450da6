/** A real mail server for tests: takes letters on a free port of this machine and keeps them. */

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { readEnv, settleEnv } from "../base/env.ts";

interface TakenLetter {
  readonly from: string;
  readonly to: readonly string[];
  /** As it travelled. */
  readonly source: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
}

export interface MailSink {
  readonly port: number;
  readonly letters: readonly TakenLetter[];
  /** Resolves once so many letters have come. */
  arrived(count: number): Promise<readonly TakenLetter[]>;
  stop(): Promise<void>;
}

function decodedPart(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const bytes = body
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function headersOf(block: string): Map<string, string> {
  const lines = block.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  return new Map(
    lines.map((line) => {
      const at = line.indexOf(":");
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
}

function split(source: string): { headers: Map<string, string>; body: string } {
  const at = source.indexOf("\r\n\r\n");
  return { headers: headersOf(source.slice(0, at)), body: source.slice(at + 4) };
}

function partsOf(source: string): { headers: Map<string, string>; text: string; html: string } {
  const { headers, body } = split(source);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get("content-type") ?? "")?.[1] ?? "";
  const parts = body.split(`--${boundary}`).slice(1, -1);
  const found = { text: "", html: "" };
  for (const raw of parts) {
    const part = split(raw.replace(/^\r\n/, ""));
    const decoded = decodedPart(part.body, part.headers.get("content-transfer-encoding") ?? "");
    const content = decoded.replaceAll("\r\n", "\n").trim();
    if (part.headers.get("content-type")?.startsWith("text/html")) found.html = content;
    else found.text = content;
  }
  return { headers, ...found };
}

/** Starts a mail server; `options` make it refuse, ask for a password and so on. */
export async function startMailSink(options: SMTPServerOptions = {}): Promise<MailSink> {
  const letters: TakenLetter[] = [];
  const waiting: (() => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const source = Buffer.concat(chunks).toString("utf8");
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        letters.push({ from, to: envelope.rcptTo.map(({ address }) => address), source, ...partsOf(source) });
        done();
        for (const wake of waiting.splice(0)) wake();
      });
    },
    ...options,
  });
  const listener = server.listen(0, "127.0.0.1");
  await once(listener, "listening");
  // A client that hangs up in the middle is part of some tests.
  server.on("error", () => undefined);
  return {
    port: (listener.address() as AddressInfo).port,
    letters,
    async arrived(count) {
      while (letters.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
      return letters;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** From now on this process sends its letters there; nowhere without an address. */
export function useMailServer(smtpUrl: string | undefined): void {
  settleEnv({ ...readEnv({}), publicUrl: "https://gabarit.example.test", smtpUrl });
}
