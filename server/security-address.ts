/** Who is at the other end: the socket's address, or what trusted proxies say about it. */

import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { isWithin } from "../lib/access/outgoing-address.ts";

type Address = ReturnType<typeof ipaddr.process>;

function parse(text: string | undefined): Address | undefined {
  const bare = text
    ?.trim()
    .replace(/^\[(.*)\](?::\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  return bare && ipaddr.isValid(bare) ? ipaddr.process(bare) : undefined;
}

/**
 * The address to count tries by. `X-Forwarded-For` is read from its end, and only past proxies that are trusted: whatever
 * stands before the first stranger may be invented. IPv6 clients own a /64, so that is what they are counted by.
 */
export function clientAddress(req: IncomingMessage, trustedProxies: readonly string[]): string {
  let current = parse(req.socket.remoteAddress);
  if (!current) return "unknown";
  const header = req.headers["x-forwarded-for"];
  const chain = (Array.isArray(header) ? header.join(",") : (header ?? "")).split(",").filter((part) => part.trim());
  while (chain.length > 0 && trustedProxies.some((range) => current && isWithin(current, range))) {
    const before = parse(chain.pop());
    if (!before) break;
    current = before;
  }
  if (current.kind() === "ipv4") return current.toString();
  return `${current.toNormalizedString().split(":").slice(0, 4).join(":")}::/64`;
}
