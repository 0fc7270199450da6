/**
 * One operation of the management API: who may call it, what it takes, what it answers, and the function that does it.
 * The same definition parses the request, checks the answer in tests and describes the operation in openapi.json.
 */

import { z } from "zod";
import type { Role } from "../../../lib/access/authorized.ts";
import type { RateLimit } from "../../../lib/access/rate-limit.ts";
import type { Scope } from "../../../lib/access/scope.ts";
import { CLIENT_ADDRESS_HEADER } from "../../../lib/access/session-cookie.ts";
import { UserError } from "../../../lib/base/error.ts";
import type { Language } from "../../../lib/plan/plan.ts";
import { preferredLanguage } from "../../../server/security-language.ts";
import { type Admitted, admit, type Reach } from "./admit.ts";
import { problemResponse } from "./problem.ts";
import { parseWith, readBytes, readJson, readQuery } from "./read-request.ts";
import { checkedAnswer } from "./response-check.ts";

const MEGABYTE = 1024 * 1024;

/** What a file answer is, for the description. */
export interface FileAnswer {
  readonly file: string;
}

export interface Definition<
  R extends Reach,
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType | FileAnswer | undefined,
> {
  /** In English, for openapi.json. */
  readonly summary: string;
  /** What the address names and the caller must be let into; `caller` is anyone known. */
  readonly reach: R;
  readonly role?: Role;
  readonly scope?: Scope;
  /** Path parameters besides the one `reach` names. */
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The body is a file of at most this many bytes instead of JSON. */
  readonly fileBytes?: number;
  readonly maxBytes?: number;
  /** A schema, a file, or nothing (204). */
  readonly answer?: Answer;
  readonly status?: 200 | 201 | 202;
  readonly limit?: RateLimit;
}

export interface Call<R extends Reach, Params, Query, Body> {
  readonly authorized: Admitted<R>;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The body's bytes where the operation takes a file. */
  readonly file: Uint8Array;
  readonly request: Request;
  readonly language: Language;
}

/** Dates are written as ISO texts by JSON; a handler may answer with either. */
export type Wire<T> = T extends string
  ? string extends T
    ? T | Date
    : T
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Wire<T[K]> }
      : T;

type Handled<Answer> = Answer extends z.ZodType
  ? Wire<z.input<Answer>>
  : Answer extends FileAnswer
    ? Response
    : unknown;

type AnyDefinition = Definition<Reach, z.ZodObject, z.ZodObject, z.ZodType, z.ZodType | FileAnswer | undefined>;

export interface RouteContext {
  readonly params: Promise<Record<string, string | string[] | undefined> | undefined>;
}

export interface RouteHandler {
  (request: Request, context: RouteContext): Promise<Response>;
  readonly definition: AnyDefinition;
}

/** The language of problem texts: `Accept-Language`, else English. */
export function languageOf(request: Request): Language {
  return preferredLanguage(undefined, request.headers.get("accept-language") ?? undefined);
}

function flatParams(params: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? value.join("/") : (value ?? "")]),
  );
}

async function readBody(definition: AnyDefinition, request: Request): Promise<{ body: unknown; file: Uint8Array }> {
  if (definition.fileBytes !== undefined)
    return { body: undefined, file: await readBytes(request, definition.fileBytes) };
  if (!definition.body) return { body: undefined, file: new Uint8Array() };
  const json = await readJson(request, definition.maxBytes ?? MEGABYTE);
  return { body: parseWith(definition.body, json), file: new Uint8Array() };
}

function respond(definition: AnyDefinition, value: unknown): Response {
  if (value instanceof Response) return value;
  const headers = { "Cache-Control": "no-store" };
  const { answer } = definition;
  if (answer === undefined) return new Response(null, { status: 204, headers });
  const text = JSON.stringify("file" in answer ? null : checkedAnswer(answer as z.ZodType, value));
  return new Response(text, {
    status: definition.status ?? 200,
    headers: { ...headers, "Content-Type": "application/json" },
  });
}

async function run(
  definition: AnyDefinition,
  handler: (call: Call<Reach, unknown, unknown, unknown>) => unknown,
  request: Request,
  context: RouteContext,
  language: Language,
): Promise<Response> {
  // Next gives an address without parameters none at all.
  const raw = flatParams((await context.params) ?? {});
  if (Object.values(raw).some((text) => text.includes("\0"))) throw new UserError("not_found");
  const authorized = await admit(request, raw, {
    reach: definition.reach,
    role: definition.role ?? "viewer",
    scope: definition.scope,
    limit: definition.limit,
    address: request.headers.get(CLIENT_ADDRESS_HEADER) ?? "unknown",
  });
  const params = definition.params ? parseWith(definition.params.loose(), raw) : {};
  const query = parseWith(definition.query ?? z.strictObject({}), readQuery(request));
  const { body, file } = await readBody(definition, request);
  return respond(definition, await handler({ authorized, params, query, body, file, request, language }));
}

/** Makes the exported `GET`, `POST` ... of a route file. */
export function operation<
  R extends Reach,
  Answer extends z.ZodType | FileAnswer | undefined = undefined,
  Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodUndefined,
>(
  definition: Definition<R, Params, Query, Body, Answer>,
  handler: (
    call: Call<R, z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<Handled<Answer>> | Handled<Answer>,
): RouteHandler {
  const general = definition as unknown as AnyDefinition;
  const untyped = handler as unknown as (call: Call<Reach, unknown, unknown, unknown>) => unknown;
  const route = async (request: Request, context: RouteContext): Promise<Response> => {
    const language = languageOf(request);
    try {
      return await run(general, untyped, request, context, language);
    } catch (error) {
      // The caller gave the call up and a handler ended with it: nothing failed, and nobody reads an answer.
      if (request.signal.aborted && error === request.signal.reason) return new Response(null, { status: 499 });
      return problemResponse(error, language);
    }
  };
  return Object.assign(route, { definition: general });
}
