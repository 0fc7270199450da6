/**
 * Outgoing mail: one letter to one address, through the server that GABARIT_SMTP_URL names. A letter is an extra: whoever
 * sends one has the link at hand, so a server that fails is told and never thrown.
 */

import { createTransport } from "nodemailer";
import { readEnv } from "../base/env.ts";
import { log } from "../base/log.ts";
import { isMailAddress, readSmtpUrl, type SmtpServer } from "../base/smtp-url.ts";

/** `off`: no mail server is configured. */
export type MailOutcome = "sent" | "failed" | "off";

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Besides those that every letter has. */
  readonly headers?: Readonly<Record<string, string>>;
}

const STEP_MS = 10_000;
/** In all, however slowly the server answers: someone waits for the page. */
const LETTER_MS = 25_000;

function configuredServer(): SmtpServer | undefined {
  const { smtpUrl } = readEnv();
  return smtpUrl === undefined ? undefined : readSmtpUrl(smtpUrl);
}

/** Whether letters can be sent at all. */
export function isMailOn(): boolean {
  return configuredServer() !== undefined;
}

function transportTo({ host, port, secure, startTls, user }: SmtpServer) {
  return createTransport({
    host,
    port,
    secure,
    requireTLS: startTls === "required",
    ignoreTLS: startTls === "off",
    ...(user === undefined ? {} : { auth: { user: user.name, pass: user.password } }),
    connectionTimeout: STEP_MS,
    dnsTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    // Letters are made of texts alone.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function senderOf({ from }: SmtpServer): string {
  return from ?? `gabarit@${new URL(readEnv().publicUrl).hostname}`;
}

/** What went wrong, without the letter and without whom it was for. */
function logFailure({ host, port }: SmtpServer, error: unknown): void {
  const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number };
  log().warn({ origin: "mail", host, port, code, command, responseCode }, "a letter could not be sent");
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error("too slow"), { code: "ETIMEDOUT" })), LETTER_MS);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

/** Hands the letter to the mail server. Answers when the server has taken it, refused it or cannot be spoken to. */
export async function sendLetter(to: string, letter: Letter): Promise<MailOutcome> {
  const server = configuredServer();
  if (server === undefined) return "off";
  const from = senderOf(server);
  const transport = transportTo(server);
  try {
    if (!isMailAddress(to)) throw Object.assign(new Error("no address"), { code: "EENVELOPE" });
    await withinTime(
      transport.sendMail({
        ...letter,
        from: { name: "Gabarit", address: from },
        to: { name: "", address: to },
        envelope: { from, to: [to] },
        // Nobody's vacation notice is to answer.
        headers: { ...letter.headers, "Auto-Submitted": "auto-generated" },
      }),
    );
    return "sent";
  } catch (error) {
    logFailure(server, error);
    return "failed";
  } finally {
    transport.close();
  }
}
