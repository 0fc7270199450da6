/** Where a request names its write key before its body is read. */

import type { IncomingMessage } from "node:http";

/** Name and password of Basic authentication: SDKs send `writeKey:`. */
export function basicOf(header: string | undefined): { readonly user: string; readonly password: string } | undefined {
  if (header === undefined || !/^basic /i.test(header)) return undefined;
  const decoded = Buffer.from(header.slice(6).trim(), "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon === -1
    ? { user: decoded, password: "" }
    : { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

export function headerKey(request: IncomingMessage): string | undefined {
  const user = basicOf(request.headers.authorization)?.user ?? "";
  if (user !== "") return user;
  const bearer = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  const header = request.headers["x-write-key"];
  return typeof header === "string" && header !== "" ? header : undefined;
}

/** Beacons and pixels cannot set headers: their key stands in the address. */
export function queryKey(query: string | undefined): string | undefined {
  return query === undefined ? undefined : (new URLSearchParams(query).get("writeKey") ?? undefined);
}
