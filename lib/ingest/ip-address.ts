/**
 * IP addresses are not kept. Vendors' SDKs and servers send one as `context.ip`, sometimes as `ip` beside the call's other
 * members: its value is replaced by null before the call is stored or shown, and everything else stays as received. No
 * verdict looks at it, so that a re-judgement of the stored call is that of the call as it came in.
 */

import { skipValue } from "./json-scan.ts";

/** Quick, and true for nearly no call: only the keys themselves, however they are escaped, can stand there. */
function mayNameIp(text: string): boolean {
  return text.includes('"ip"') || text.includes("\\u0069") || text.includes("\\u0070");
}

function isAddress(path: readonly (string | number)[]): boolean {
  return path[0] === "ip" || (path[0] === "context" && path[1] === "ip");
}

/** The JSON text of a call without its sender's address. */
export function withoutIp(call: string): string {
  if (!mayNameIp(call)) return call;
  let kept = "";
  let from = 0;
  skipValue(call, call.search(/\S/), (range, path) => {
    if (!isAddress(path)) return;
    kept += `${call.slice(from, range.from)}null`;
    from = range.to;
  });
  return from === 0 ? call : kept + call.slice(from);
}

/** As `withoutIp`, for a body that is not JSON and so has no places: every text that a key `ip` leads to. */
export function withoutIpText(body: string): string {
  return body.replace(/("ip"\s*:\s*)"(?:[^"\\]|\\.)*"/g, "$1null");
}
