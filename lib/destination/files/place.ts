/** Where files go: a folder below that of exports in the data folder, or a bucket of an S3-compatible store. */

import { isAbsolute, join, relative, resolve } from "node:path";
import { readEnv } from "../../base/env.ts";

export const FILE_FORMATS = ["parquet", "ndjson"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

const FOLDER_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,5}$/;

/** A folder's name as it is kept; undefined where it is none: up to six parts of letters, digits, `.`, `_` and `-`. */
export function folderName(text: string): string | undefined {
  const name = text.trim().replace(/\/+$/, "");
  return name.length <= 200 && FOLDER_NAME.test(name) ? name : undefined;
}

/** The folder itself. Throws where the name leads out of the folder of exports. */
export function folderPath(name: string): string {
  const exports = resolve(readEnv().dataDir, "exports");
  const path = join(exports, name);
  const inside = relative(exports, path);
  if (inside === "" || inside.startsWith("..") || isAbsolute(inside)) throw new Error("Invariant: outside of exports");
  return path;
}

export interface Bucket {
  /** Of the bucket, with the prefix of every file, no slash at the end. */
  readonly base: URL;
  readonly region: string;
}

/** `https://endpoint/bucket/prefix?region=eu-west-1`; without a region, that of an address of AWS, else us-east-1. */
export function bucketOf(address: string): Bucket {
  const base = new URL(address);
  const named = base.searchParams.get("region");
  const region = named ?? /[.-]([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com/.exec(base.hostname)?.[1] ?? "us-east-1";
  base.search = "";
  base.hash = "";
  base.pathname = base.pathname.replace(/\/+$/, "");
  return { base, region };
}

/** True for `ACCESS_KEY_ID:SECRET_ACCESS_KEY`. */
export function isKeyPair(secret: string): boolean {
  return /^[^:]+:[^:]+$/.test(secret);
}
