/** One batch to the server, again and again while it is worth it: what is acknowledged is on disk there. */

import { setTimeout as sleep } from "node:timers/promises";
import type { RowFate } from "../lib/ingest/loaded-rows.ts";
import { type CliContext, CliFailure } from "./context.ts";
import { note } from "./output.ts";

const ATTEMPTS_MAX = 12;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const TIMEOUT_MS = 60_000;

/** Seconds or a date, as HTTP allows; undefined when the header says neither. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function isWorthRetrying(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

interface Attempt {
  readonly status?: number;
  readonly waitMs?: number | undefined;
  readonly detail: string;
}

async function attempt(address: string, writeKey: string, body: string): Promise<Attempt> {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`,
      },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const detail = response.ok ? text : text.slice(0, 300);
    return { status: response.status, waitMs: retryAfterMs(response.headers.get("retry-after"), Date.now()), detail };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
    return { detail: cause === "" && error instanceof Error ? error.message : cause };
  }
}

/** Where to, and for which source. */
export interface Receiver {
  readonly url: string;
  readonly writeKey: string;
}

interface Acknowledged {
  readonly rows?: readonly RowFate[];
}

/** As the protocol acknowledges; what else answers with 200 has kept nothing. */
function acknowledged(text: string): Acknowledged | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    const isOurs = typeof answer === "object" && answer !== null && "success" in answer && answer.success === true;
    return isOurs ? (answer as Acknowledged) : undefined;
  } catch {
    return undefined;
  }
}

/** What goes to an address of ingest. */
interface Post {
  /** The path of the address. */
  readonly path: string;
  readonly body: string;
  /** Of one message alone. */
  readonly isSingle: boolean;
}

/**
 * Resolves to the answer once the server has the messages, or to `too_large` for a single one that it never takes.
 * @throws CliFailure when the server refuses for good or stays away.
 */
async function post(
  context: CliContext,
  { url, writeKey }: Receiver,
  { path, body, isSingle }: Post,
): Promise<Acknowledged | "too_large"> {
  const { t } = context;
  for (let count = 1; ; count++) {
    const failed = await attempt(`${url}${path}`, writeKey, body);
    const { status, detail } = failed;
    if (status === 200) {
      const answer = acknowledged(detail);
      if (answer !== undefined) return answer;
      throw new CliFailure(t("error.notGabarit", { address: url }));
    }
    if (status === 413 && isSingle) return "too_large";
    if (status === 401) throw new CliFailure(t("send.badKey"));
    if (status !== undefined && !isWorthRetrying(status)) throw new CliFailure(t("send.refused", { status }), [detail]);
    if (count >= ATTEMPTS_MAX) throw new CliFailure(t("send.gaveUp", { attempts: count }), [detail]);
    const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - 1));
    const waitMs = failed.waitMs ?? backoff * (0.5 + Math.random() / 2);
    note(
      context,
      t("send.waiting", {
        seconds: Math.ceil(waitMs / 1000),
        reason: status === undefined ? detail : `HTTP ${status}`,
      }),
    );
    await sleep(waitMs);
  }
}

function isSingle({ length }: readonly string[]): boolean {
  return length === 1;
}

/** Messages as one batch, as `post` says. */
export async function postBatch(
  context: CliContext,
  to: Receiver,
  messages: readonly string[],
): Promise<"taken" | "too_large"> {
  const body = `{"batch":[${messages.join(",")}],"sentAt":"${new Date().toISOString()}"}`;
  const answer = await post(context, to, { path: "/v1/batch", body, isSingle: isSingle(messages) });
  return answer === "too_large" ? answer : "taken";
}

/** Calls made of rows, as `post` says: what became of each of them. */
export async function postRows(
  context: CliContext,
  to: Receiver,
  messages: readonly string[],
): Promise<readonly RowFate[] | "too_large"> {
  const answer = await post(context, to, { path: "/v1/rows", body: messages.join("\n"), isSingle: isSingle(messages) });
  if (answer === "too_large") return answer;
  if (answer.rows?.length === messages.length) return answer.rows;
  throw new CliFailure(context.t("error.notGabarit", { address: to.url }));
}
