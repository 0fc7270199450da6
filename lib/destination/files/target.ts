/** Puts whole files where a destination wants them, each in the place of the one before at one moment. */

import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { dirname, join } from "node:path";
import { outgoingLookup, outgoingUrl } from "../../access/outgoing-address.ts";
import { readEnv } from "../../base/env.ts";
import { type AwsKeys, awsHeaders, encodedPath } from "./aws-signature.ts";
import { bucketOf, folderPath } from "./place.ts";

/** The store answered otherwise than by taking it; `status` undefined where it did not answer. */
export class NotTaken extends Error {
  readonly status: number | undefined;
  constructor(status: number | undefined, excerpt: string) {
    super(excerpt);
    this.status = status;
  }
}

export interface FileTarget {
  /** A finished file of this machine under a path of the destination; `sha256` of it, hexadecimal. */
  put(path: string, file: string, sha256: string): Promise<void>;
  /** Gone afterwards, whether it was there or not. */
  remove(path: string): Promise<void>;
}

async function flushed(path: string): Promise<void> {
  const file = await open(path, "r");
  await file.sync().finally(() => file.close());
}

function folderTarget(name: string): FileTarget {
  const root = folderPath(name);
  return {
    put: async (path, file) => {
      const place = join(root, path);
      const part = `${place}.part`;
      await mkdir(dirname(place), { recursive: true });
      await copyFile(file, part);
      await flushed(part);
      await rename(part, place);
      await flushed(dirname(place));
    },
    remove: async (path) => {
      await rm(join(root, path), { force: true });
      // Of a copy that was cut off.
      await rm(`${join(root, path)}.part`, { force: true });
    },
  };
}

const WHOLE_MS = 600_000;
const EXCERPT_BYTES = 500;
const NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

interface Sent {
  readonly method: "PUT" | "DELETE";
  readonly url: URL;
  readonly file?: string;
  readonly sha256: string;
}

async function sendSigned({ method, url, file, sha256 }: Sent, keys: AwsKeys, stopping?: AbortSignal): Promise<void> {
  const size = file === undefined ? 0 : (await stat(file)).size;
  const headers = awsHeaders({ method, url, sha256, now: Date.now() }, keys);
  const timeout = AbortSignal.timeout(WHOLE_MS);
  const signal = stopping === undefined ? timeout : AbortSignal.any([timeout, stopping]);
  const lookup = outgoingLookup(url, readEnv().privateWebhooks);
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  await new Promise<void>((done, fail) => {
    const lost = (error: Error & { code?: string }) => fail(new NotTaken(undefined, error.code ?? error.message));
    const options = { method, agent: false, lookup, signal, headers: { ...headers, "content-length": size } } as const;
    const sent = request(url, options, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => {
        text = (text + chunk).slice(0, EXCERPT_BYTES);
      });
      answer.on("error", lost);
      answer.on("end", () => {
        const { statusCode = 0 } = answer;
        const isTaken = (statusCode >= 200 && statusCode < 300) || (method === "DELETE" && statusCode === 404);
        if (isTaken) done();
        else fail(new NotTaken(statusCode, text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim()));
      });
    });
    sent.on("error", lost);
    if (file === undefined) sent.end();
    else
      createReadStream(file)
        .on("error", (error) => sent.destroy(error))
        .pipe(sent);
  });
}

function bucketTarget(address: string, secret: string, stopping: AbortSignal | undefined): FileTarget {
  const { base, region } = bucketOf(outgoingUrl(address, readEnv().privateWebhooks).href);
  const at = secret.indexOf(":");
  const keys = { id: secret.slice(0, at), secret: secret.slice(at + 1), region };
  const urlOf = (path: string): URL => {
    const url = new URL(base);
    url.pathname = encodedPath(`${decodeURIComponent(base.pathname)}/${path}`);
    return url;
  };
  return {
    put: (path, file, sha256) => sendSigned({ method: "PUT", url: urlOf(path), file, sha256 }, keys, stopping),
    remove: (path) => sendSigned({ method: "DELETE", url: urlOf(path), sha256: NOTHING }, keys, stopping),
  };
}

export function targetOf(
  { kind, url, secret }: { readonly kind: string; readonly url: string; readonly secret: string },
  stopping?: AbortSignal,
): FileTarget {
  return kind === "folder" ? folderTarget(url) : bucketTarget(url, secret, stopping);
}
