/** Signature Version 4 of S3 in a header: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */

import { createHash, createHmac } from "node:crypto";

export interface AwsKeys {
  readonly id: string;
  readonly secret: string;
  readonly region: string;
}

export interface SignedRequest {
  readonly method: string;
  /** Its path is encoded as `encodedPath` does. */
  readonly url: URL;
  /** Besides `host`, `x-amz-date` and `x-amz-content-sha256`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the body, hexadecimal. */
  readonly sha256: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function mac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** Each byte that is not unreserved stands as `%XX`; slashes stay. */
export function encodedPath(path: string): string {
  const strict = (part: string) =>
    encodeURIComponent(part).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  return path.split("/").map(strict).join("/");
}

/** The headers that authorise a request without a query, its own among them. */
export function awsHeaders(request: SignedRequest, { id, secret, region }: AwsKeys): Record<string, string> {
  const { method, url, now } = request;
  const instant = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, "");
  const day = instant.slice(0, 8);
  const headers: Record<string, string> = {
    ...request.headers,
    host: url.host,
    "x-amz-content-sha256": request.sha256,
    "x-amz-date": instant,
  };
  const names = Object.keys(headers).sort();
  const signed = names.join(";");
  const lines = names.map((name) => `${name}:${headers[name]?.trim()}\n`).join("");
  const canonical = [method, url.pathname, "", lines, signed, request.sha256].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", instant, scope, sha256(canonical)].join("\n");
  const key = [region, "s3", "aws4_request"].reduce(mac, mac(`AWS4${secret}`, day));
  const signature = mac(key, text).toString("hex");
  const authorization = `AWS4-HMAC-SHA256 Credential=${id}/${scope},SignedHeaders=${signed},Signature=${signature}`;
  return { ...headers, authorization };
}
