/**
 * The rule for requests to an address that a person typed: public addresses only. The check is made on the address that is
 * connected to, inside the look-up, so that a name that answers differently the second time gains nothing.
 *
 * Webhooks call through here. GABARIT_PRIVATE_WEBHOOKS permits private addresses one range at a time; the mail server of
 * GABARIT_SMTP_URL was chosen by whoever runs the machine and is not asked about.
 */

import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { type FieldError, UserError } from "../base/error.ts";

/** Ports of stores and other services that must not be spoken to over http. */
const PORTS = new Set(["", "80", "443", "8443", "8080"]);

/** Whether an IP address is one of the public internet. IPv4 inside IPv6 (mapped, 6to4, NAT64, Teredo) is looked into. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.kind() === "ipv4") return address.range() === "unicast";
  // Embedded IPv4 could lead anywhere; nobody needs those forms for a web hook.
  return address.range() === "unicast" && ipaddr.IPv6.parse(text).match(GLOBAL, 3);
}

/** The addresses of the public internet: 2000::/3. */
const GLOBAL = ipaddr.IPv6.parse("2000::");

type Address = ReturnType<typeof ipaddr.process>;

/** Whether an address lies in a range such as `10.0.0.0/8`, or is the one named. */
export function isWithin(address: Address, range: string): boolean {
  const [base = "", bits] = range.split("/");
  if (!ipaddr.isValid(base)) return false;
  const parsed = ipaddr.process(base);
  if (parsed.kind() !== address.kind()) return false;
  const length = bits === undefined ? (parsed.kind() === "ipv4" ? 32 : 128) : Number(bits);
  return address.match(parsed, length);
}

function isPermitted(text: string, ranges: readonly string[]): boolean {
  return isPublicAddress(text) || isInRange(text, ranges);
}

function isInRange(text: string, ranges: readonly string[]): boolean {
  return ipaddr.isValid(text) && ranges.some((range) => isWithin(ipaddr.process(text), range));
}

function refused(en: string, fr: string): UserError {
  const field: FieldError = { path: "url", en, fr };
  return new UserError("invalid_input", { fields: [field] });
}

/**
 * The address as a URL that may be requested, private ranges only where they are permitted. Throws `invalid_input`. Names are
 * checked again when they are looked up.
 */
export function outgoingUrl(text: string, permitted: readonly string[] = []): URL {
  if (!URL.canParse(text)) throw refused("This is no web address.", "Ce n’est pas une adresse web.");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw refused(
      "The address must start with https:// or http://.",
      "L’adresse doit commencer par https:// ou http://.",
    );
  if (url.username || url.password)
    throw refused(
      "The address must not hold a name or password.",
      "L’adresse ne doit contenir ni nom ni mot de passe.",
    );
  const host = url.hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
  const isName = !ipaddr.isValid(host);
  const local =
    isName &&
    permitted.length === 0 &&
    (!host.includes(".") || /(^|\.)(localhost|local|internal|home\.arpa|lan)$/.test(host));
  if (host === "" || local || (!isName && !isPermitted(host, permitted)))
    throw refused("The address must lead to the public internet.", "L’adresse doit mener à l’internet public.");
  // What a name leads to is seen when it is looked up.
  if (!PORTS.has(url.port) && !(isName ? permitted.length > 0 : isInRange(host, permitted)))
    throw refused("This port is not open to outgoing requests.", "Ce port n’est pas ouvert aux requêtes sortantes.");
  return url;
}

type Lookup = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A `lookup` for a `node:http(s)` request of this address that yields public and permitted addresses only, and at a port that
 * is not the web's permitted ones only; a name that resolves to anything else fails to connect. Redirects must be refused by
 * the caller, or each followed through `outgoingUrl` and this again.
 */
export function outgoingLookup(
  { port }: Pick<URL, "port">,
  permitted: readonly string[] = [],
  resolve: Lookup = systemLookup as Lookup,
): LookupFunction {
  const mayReach = PORTS.has(port) ? isPermitted : isInRange;
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, "", 0);
      const wrong = addresses.find((item) => !mayReach(item.address, permitted));
      const first = addresses[0];
      if (wrong || !first) {
        const refusal: NodeJS.ErrnoException = new Error("the name does not lead to the public internet");
        refusal.code = "ENOTPUBLIC";
        return done(refusal, "", 0);
      }
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
