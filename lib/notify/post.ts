/**
 * A request to an address that an admin typed. The address that is connected to is checked in the look-up itself, redirects
 * are not followed, and neither a slow nor an endless answer holds anything.
 */

import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { outgoingLookup, outgoingUrl } from "../access/outgoing-address.ts";
import { readEnv } from "../base/env.ts";
import { isUserError } from "../base/error.ts";

export interface Posted {
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
  /** The beginning of the answer, or why there was none. */
  readonly excerpt: string;
  /** Seconds the receiver asks to wait. */
  readonly retryAfterSeconds: number | undefined;
}

const WHOLE_MS = 10_000;
const EXCERPT_BYTES = 1024;

/** Seconds of a `Retry-After`, as a number or as a date. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header.trim());
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}

/** What can be stored and read on one page. */
function excerptOf(chunks: readonly Buffer[], most: number): string {
  const text = Buffer.concat(chunks).subarray(0, most).toString("utf8");
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, " ").trim();
}

/** Why nothing was answered, in words of the connection: `ECONNREFUSED`, `ETIMEDOUT`, `ENOTPUBLIC`. */
function failureOf(error: unknown): string {
  if (isUserError(error)) return "ENOTPUBLIC";
  const { code, message } = error as { code?: string; message?: string };
  return (code ?? message ?? "failed").slice(0, 200);
}

interface When {
  /** By which a `Retry-After` date is read. */
  readonly now: number;
  readonly stopping?: AbortSignal | undefined;
  /** Bytes of the answer that are read; 1,024 unless told otherwise. */
  readonly answerBytes?: number;
}

/** Posts JSON. Never throws: what went wrong is the answer. */
export async function postJson(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  when: When,
): Promise<Posted> {
  try {
    return await post(outgoingUrl(address, readEnv().privateWebhooks), body, headers, when);
  } catch (error) {
    return { status: undefined, excerpt: failureOf(error), retryAfterSeconds: undefined };
  }
}

function post(url: URL, body: string, headers: Readonly<Record<string, string>>, when: When): Promise<Posted> {
  const { now, stopping, answerBytes = EXCERPT_BYTES } = when;
  const timeout = AbortSignal.timeout(WHOLE_MS);
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const signal = stopping === undefined ? timeout : AbortSignal.any([timeout, stopping]);
    let answered: (() => void) | undefined;
    const sent = request(
      url,
      {
        method: "POST",
        agent: false,
        lookup: outgoingLookup(url, readEnv().privateWebhooks),
        signal,
        headers: {
          ...headers,
          "content-type": "application/json; charset=utf-8",
          "content-length": Buffer.byteLength(body),
          "user-agent": "Gabarit",
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let length = 0;
        const done = () => {
          answer.destroy();
          resolve({
            status: answer.statusCode,
            excerpt: excerptOf(chunks, answerBytes),
            retryAfterSeconds: retryAfter(answer.headers["retry-after"], now),
          });
        };
        answered = done;
        answer.on("data", (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length >= answerBytes) done();
        });
        answer.on("end", done);
        answer.on("error", done);
        answer.on("close", done);
      },
    );
    // Nobody asked for another protocol: an answer 101 takes nothing, and leaves a connection that nothing ends.
    sent.on("upgrade", (answer, socket) => {
      socket.destroy();
      resolve({ status: answer.statusCode, excerpt: "", retryAfterSeconds: undefined });
    });
    sent.on("error", reject);
    // Whatever a receiver does, it is over by then; what was settled before stays.
    sent.on("close", () => answered ?? reject(new Error("closed")));
    signal.addEventListener("abort", () => (answered ?? (() => reject(signal.reason)))(), { once: true });
    sent.end(body);
  });
}
