/**
 * What every request for a page or the management API passes first: no header from outside is believed, every answer
 * carries its protections, and a write that a cookie could authorise must come from our own pages.
 */

import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  CLIENT_ADDRESS_HEADER,
  LANGUAGE_COOKIE,
  PATH_HEADER,
  readCookie,
  sessionCookie,
} from "../lib/access/session-cookie.ts";
import { readEnv } from "../lib/base/env.ts";
import { ERROR_TABLE } from "../lib/base/error.ts";
import { processState } from "../lib/base/process-state.ts";
import { documentPolicy } from "../lib/document/style.ts";
import { clientAddress } from "./security-address.ts";
import { preferredLanguage } from "./security-language.ts";

export interface SecurityRules {
  /** Where people and SDKs reach us; its origin may write. */
  readonly publicUrl: string;
  readonly trustedProxies: readonly string[];
  /** `next dev` evaluates source maps and keeps a web socket open. */
  readonly development?: boolean;
}

/** Headers that proxies set and that Next acts upon. */
const FORWARDED = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-real-ip",
] as const;

/** Headers that only our own code, or Next among its own parts, may set. */
const INTERNAL = [
  "x-middleware-subrequest",
  "x-middleware-prefetch",
  "x-middleware-rewrite",
  "x-middleware-redirect",
  "x-middleware-next",
  "x-middleware-request",
  "x-nextjs-data",
  "x-invoke-path",
  "x-invoke-query",
  "x-invoke-output",
  "x-invoke-status",
  "x-matched-path",
  "x-nonce",
  "content-security-policy",
  "content-security-policy-report-only",
  CLIENT_ADDRESS_HEADER,
  PATH_HEADER,
] as const;

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** The policy of one answer. Style attributes are allowed (React writes them), style elements only with the nonce. */
export function contentSecurityPolicy(nonce: string, development = false): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    // The development overlay writes style elements of its own; a nonce beside 'unsafe-inline' would switch that off.
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join("; ");
}

function protect(res: ServerResponse, rules: SecurityRules, policy: string): void {
  res.setHeader("Content-Security-Policy", policy);
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("X-Frame-Options", "DENY");
  res.setHeader("Referrer-Policy", "same-origin");
  res.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  res.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  res.setHeader(
    "Permissions-Policy",
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  );
  if (rules.publicUrl.startsWith("https:"))
    res.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
}

const NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

/** For answers that are no page (health, metrics, downloads, the waiting page): nothing is loaded, framed or guessed. */
export function protectBareAnswer(res: ServerResponse): void {
  protect(res, currentRules(), NOTHING);
}

function currentRules(): SecurityRules {
  return processState<SecurityRules>("securityRules", () => readEnv());
}

/** True when the browser itself says that one of our own pages sent this. Programs send no such header and use tokens. */
export function isOwnOrigin(headers: IncomingMessage["headers"], publicUrl: string): boolean {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  if (origin !== undefined && origin === new URL(publicUrl).origin) return true;
  if (site !== "same-origin") return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function hasBearer(req: IncomingMessage): boolean {
  return /^bearer\s/i.test(req.headers.authorization ?? "");
}

/** Whether a cookie, or the absence of any credential on a page, could authorise this request to change something. */
function needsOwnOrigin(req: IncomingMessage, path: string, rules: SecurityRules): boolean {
  if (SAFE_METHODS.has(req.method ?? "GET")) return false;
  // Reads a document, by a passphrase in the body: no cookie says anything there, and its pages send no origin.
  if (SHARED.test(path)) return false;
  const isApi = path === "/api" || path.startsWith("/api/");
  if (!isApi) return true;
  return !hasBearer(req) && readCookie(req.headers.cookie, sessionCookie(rules.publicUrl).name) !== undefined;
}

/** The address of a document that anybody who has it may read. */
const SHARED = /^\/share\//;
/** A document of the plan, which the screen of documents shows in a frame. */
const FRAMED = /^\/(?:en|fr)\/[^/]+\/plan\/documents\/view$/;

/** Documents are one style and pictures, without scripts: their policy is narrower than that of pages. */
function protectDocument(res: ServerResponse, path: string): void {
  if (SHARED.test(path)) {
    res.setHeader("Content-Security-Policy", documentPolicy("'none'", "'self'"));
    res.setHeader("Referrer-Policy", "no-referrer");
  } else if (FRAMED.test(path)) {
    res.setHeader("Content-Security-Policy", documentPolicy("'self'"));
    res.setHeader("X-Frame-Options", "SAMEORIGIN");
  }
}

/** Header names as received also live in `rawHeaders`, which Next does not read; both are cleaned all the same. */
function dropHeader(req: IncomingMessage, name: string): void {
  delete req.headers[name];
  for (let at = req.rawHeaders.length - 2; at >= 0; at -= 2)
    if (req.rawHeaders[at]?.toLowerCase() === name) req.rawHeaders.splice(at, 2);
}

function setHeader(req: IncomingMessage, name: string, value: string): void {
  dropHeader(req, name);
  req.headers[name] = value;
  req.rawHeaders.push(name, value);
}

function refuse(res: ServerResponse, code: "forbidden" | "bad_request"): void {
  const { status, en } = ERROR_TABLE[code];
  res.statusCode = status;
  res.setHeader("Content-Type", "application/problem+json");
  res.setHeader("Cache-Control", "no-store");
  res.end(JSON.stringify({ type: `/docs/api#${code}`, title: en, status, code }));
}

/** Addresses that have no language of their own lead to the reader's. */
const WITHOUT_LANGUAGE = /^\/(?:$|docs(?:\/|$)|sign-in(?:\/|$)|set-up$|reset\/|invitation\/)/;

function redirectToLanguage(req: IncomingMessage, res: ServerResponse, path: string, query: string): boolean {
  if (!SAFE_METHODS.has(req.method ?? "GET") || !WITHOUT_LANGUAGE.test(path)) return false;
  const language = preferredLanguage(readCookie(req.headers.cookie, LANGUAGE_COOKIE), req.headers["accept-language"]);
  res.statusCode = 307;
  res.setHeader("Location", `/${language}${path === "/" ? "" : path}${query}`);
  res.setHeader("Vary", "Accept-Language, Cookie");
  res.setHeader("Cache-Control", "no-store");
  res.end();
  return true;
}

function splitUrl(url: string): { path: string; query: string } | undefined {
  // Browsers read `//host` and a backslash as another site.
  if (!url.startsWith("/") || /^\/[/\\]/.test(url) || url.includes("\\")) return undefined;
  const at = url.indexOf("?");
  return at < 0 ? { path: url, query: "" } : { path: url.slice(0, at), query: url.slice(at) };
}

/** As `secureRequest`, under given rules. */
export function secureRequestUnder(req: IncomingMessage, res: ServerResponse, rules: SecurityRules): boolean {
  const nonce = randomBytes(18).toString("base64");
  const policy = contentSecurityPolicy(nonce, rules.development);
  protect(res, rules, policy);
  const split = splitUrl(req.url ?? "/");
  if (!split) {
    refuse(res, "bad_request");
    return false;
  }
  const address = clientAddress(req, rules.trustedProxies);
  for (const name of [...FORWARDED, ...INTERNAL]) dropHeader(req, name);
  if (redirectToLanguage(req, res, split.path, split.query)) return false;
  protectDocument(res, split.path);
  if (needsOwnOrigin(req, split.path, rules)) {
    if (!isOwnOrigin(req.headers, rules.publicUrl)) {
      refuse(res, "forbidden");
      return false;
    }
    // Next compares Origin with the host it thinks it has; behind a proxy that is not the one people see.
    if (req.headers.origin) setHeader(req, "x-forwarded-host", new URL(req.headers.origin).host);
  }
  setHeader(req, "content-security-policy", policy);
  setHeader(req, "x-nonce", nonce);
  setHeader(req, CLIENT_ADDRESS_HEADER, address);
  setHeader(req, PATH_HEADER, split.path + split.query);
  setHeader(req, "x-forwarded-proto", new URL(rules.publicUrl).protocol.slice(0, -1));
  return true;
}

/**
 * Prepares a request for Next: false when it was answered here (refused or redirected), else go on. Sets the headers of
 * the answer beforehand, since Next sends as it renders.
 */
export function secureRequest(req: IncomingMessage, res: ServerResponse): boolean {
  return secureRequestUnder(req, res, currentRules());
}
