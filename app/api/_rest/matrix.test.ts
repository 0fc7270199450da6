/**
 * Every operation of the API against every kind of caller. Who may do what stands in expected-access.ts, how to call it in the
 * rows. An operation without both fails.
 */

import { beforeAll, describe, expect, it } from "vitest";
import { revokeToken } from "../../../lib/access/api-token.ts";
import { mayActAs, ROLES, type Role } from "../../../lib/access/authorized.ts";
import { SCOPES, type Scope } from "../../../lib/access/scope.ts";
import { asProject, makeToken, makeWorld, type TestWorld } from "../../../lib/access/testing.ts";
import { newWriteKey } from "../../../lib/access/write-key.ts";
import { manageFrom, releaseManaged } from "../../../lib/plan/store-managed.ts";
import { planDb } from "../../../lib/store/plan-db.ts";
import { useEventDb, usePlanDb } from "../../../lib/store/testing.ts";
import { type ListedOperation, OPERATIONS } from "./operations.ts";
import { checkResponses } from "./response-check.ts";
import { publishReferencePlan } from "./testing/core-rows.ts";
import { EXPECTED_ACCESS } from "./testing/expected-access.ts";
import { ROWS } from "./testing/matrix-rows.ts";

usePlanDb();
useEventDb();
const ORIGIN = "http://localhost:3000";
const COOKIE = "gabarit_session";
const BEFORE = new Date(Date.now() - 1000);
let world: TestWorld;

beforeAll(async () => {
  checkResponses();
  world = await makeWorld();
  await publishReferencePlan(world);
});

const keyOf = (listed: ListedOperation) => `${listed.method} ${listed.path}`;

const refused = new Map<string, ReturnType<typeof makeToken>>();

/** One token for all that refuse such a one: it is never let in, so nothing of it is used up. */
async function tokenToRefuse(...given: Parameters<typeof makeToken>): Promise<string> {
  const key = JSON.stringify(given);
  const made = refused.get(key) ?? makeToken(...given);
  refused.set(key, made);
  return (await made).token;
}

let revokedToken: Promise<string> | undefined;

function tokenRevoked(): Promise<string> {
  revokedToken ??= makeToken(world.project.id, "owner").then(async ({ id, token }) => {
    await revokeToken(await asProject(world), id);
    return token;
  });
  return revokedToken;
}

interface Caller {
  readonly token?: string;
  readonly session?: string;
  readonly origin?: string;
}

interface Given {
  readonly params: Readonly<Record<string, string>>;
  readonly body: object | undefined;
}

/** Objects and a body of the operation's own: whoever is let through consumes them. */
async function fresh(listed: ListedOperation): Promise<Given> {
  const row = ROWS[keyOf(listed)];
  if (!row) throw new Error(`no row for ${keyOf(listed)}`);
  const params = row.params ? await row.params(world) : {};
  return { params, body: typeof row.body === "function" ? await row.body(world) : row.body };
}

const untouched = new Map<ListedOperation, Promise<Given>>();

/** The same for everybody who is to be refused, which leaves them as they are. */
function kept(listed: ListedOperation): Promise<Given> {
  const given = untouched.get(listed) ?? fresh(listed);
  untouched.set(listed, given);
  return given;
}

async function call(
  listed: ListedOperation,
  caller: Caller,
  { given = kept(listed), swap = {} }: { given?: Promise<Given>; swap?: Given["params"] } = {},
): Promise<Response> {
  const { params: own, body } = await given;
  const params: Given["params"] = { project: world.project.slug, workspace: world.workspace.slug, ...own, ...swap };
  const path = listed.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const headers = new Headers({ "x-gabarit-client": `test-${Math.random()}` });
  if (caller.token !== undefined) headers.set("authorization", `Bearer ${caller.token}`);
  if (caller.session !== undefined) headers.set("cookie", `other=1; ${COOKIE}=${caller.session}`);
  if (caller.session !== undefined) headers.set("origin", caller.origin ?? ORIGIN);
  if (body !== undefined && !(body instanceof Uint8Array)) headers.set("content-type", "application/json");
  const request = new Request(`${ORIGIN}${path}${ROWS[keyOf(listed)]?.query ?? ""}`, {
    method: listed.method,
    headers,
    ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
  });
  const names = [...listed.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  // As Next calls handlers: without parameters in the address, there is no object either.
  const named = names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, params[name]]));
  const context = { params: Promise.resolve(named) };
  return listed.handler(request, context);
}

/** A refusal tells its status and code and nothing of our insides. */
async function expectRefusal(response: Response, status: number, what: string): Promise<void> {
  const text = await response.text();
  expect(`${response.status} ${text}`, what).toMatch(new RegExp(`^${status} `));
  expect(response.headers.get("content-type"), what).toBe("application/problem+json");
  expect(JSON.parse(text), what).toMatchObject({ status });
  expect(text, what).not.toMatch(/prisma|select |node_modules|\.ts\b|stack/i);
}

it("changes no branch of a plan that is managed from a repository, by any operation, for any token", async () => {
  const project = await asProject(world);
  const branches = () =>
    planDb().planBranch.findMany({ where: { projectId: project.projectId }, select: { name: true, revision: true } });
  const { token } = await makeToken(world.project.id, "owner");
  const refused: string[] = [];
  for (const listed of OPERATIONS.filter(({ method, path }) => method !== "GET" && !path.endsWith("/managed-from"))) {
    const given = await fresh(listed);
    await manageFrom(project, { repository: "https://git.example/acme/shop" });
    const before = await branches();
    const response = await call(listed, { token }, { given: Promise.resolve(given) });
    if (response.status === 409) refused.push(keyOf(listed));
    expect(await branches(), keyOf(listed)).toEqual(before);
    await releaseManaged(project);
  }
  const ways = [
    "/branches",
    "/branches/{branch}/edits",
    "/branches/{branch}/merge",
    "/branches/{branch}/rebase",
    "/import",
  ];
  expect(refused).toEqual(expect.arrayContaining(ways.map((way) => `POST /api/v1/projects/{project}${way}`)));
});

/** The role a token of this role has where the operation reaches. */
function roleOfToken(listed: ListedOperation, role: Role): Role {
  if (listed.handler.definition.reach !== "workspace") return role;
  return role === "owner" ? "admin" : "viewer";
}

it("has a row for every operation, and no row too many", () => {
  expect(Object.keys(ROWS).sort()).toEqual(OPERATIONS.map(keyOf).sort());
  expect(Object.keys(EXPECTED_ACCESS).sort()).toEqual(OPERATIONS.map(keyOf).sort());
});

/** The role and the scope that the table expects an operation to ask for. */
function expectedOf(listed: ListedOperation): { readonly role: Role; readonly scope: Scope | undefined } {
  const [role, scope] = (EXPECTED_ACCESS[keyOf(listed)] ?? "owner").split(" ") as [Role, Scope | undefined];
  return { role, scope };
}

it("narrows tokens by a scope wherever they read or change more than names", () => {
  const unscoped = OPERATIONS.filter((listed) => expectedOf(listed).scope === undefined).map(keyOf);
  expect(unscoped.sort()).toEqual([
    "GET /api/v1/projects",
    "GET /api/v1/projects/{project}",
    "GET /api/v1/workspaces/{workspace}",
    "GET /api/v1/workspaces/{workspace}/projects",
  ]);
});

describe.each(OPERATIONS.map((listed) => [keyOf(listed), listed] as const))("%s", (_, listed) => {
  const { definition } = listed.handler;
  const { role: needed, scope } = expectedOf(listed);

  it("refuses whoever has no valid credential", async () => {
    await expectRefusal(await call(listed, {}), 401, "nobody");
    await expectRefusal(await call(listed, { session: "x".repeat(43) }), 401, "unknown session");
    await expectRefusal(await call(listed, { token: newWriteKey() }), 403, "write key");
    const revoked = await tokenRevoked();
    await expectRefusal(await call(listed, { token: revoked }), 401, "revoked token");
    const expired = await tokenToRefuse(world.project.id, "owner", { expiresAt: BEFORE });
    await expectRefusal(await call(listed, { token: expired }), 401, "expired token");
    const both = { token: revoked, session: world.people.owner.session };
    await expectRefusal(await call(listed, both), 401, "a cookie beside a bad token");
  });

  it("answers the weakest token that may, narrowed to what it needs, as described", async () => {
    const weakest = ROLES.find((role) => mayActAs(roleOfToken(listed, role), needed)) ?? "owner";
    const { token } = await makeToken(world.project.id, weakest, scope === undefined ? {} : { scopes: [scope] });
    const response = await call(listed, { token }, { given: fresh(listed) });
    if (ROWS[keyOf(listed)]?.absent) return expectRefusal(response, 404, `${weakest} token`);
    expect(`${response.status} ${response.status < 300 ? "" : await response.text()}`.trim()).toMatch(/^2\d\d$/);
  });

  it("answers an owner's token, as described", async () => {
    const { token } = await makeToken(world.project.id, "owner");
    const response = await call(listed, { token }, { given: fresh(listed) });
    if (ROWS[keyOf(listed)]?.absent) return expectRefusal(response, 404, "owner token");
    expect(`${response.status} ${response.status < 300 ? "" : await response.text()}`.trim()).toMatch(/^2\d\d$/);
  });

  it("refuses roles below the one it asks for", async () => {
    for (const role of ROLES.filter((candidate) => !mayActAs(roleOfToken(listed, candidate), needed))) {
      const token = await tokenToRefuse(world.project.id, role);
      await expectRefusal(await call(listed, { token }), 403, `${role} token`);
    }
  });

  it("refuses outsiders", async () => {
    if (definition.reach === "caller") return;
    const token = await tokenToRefuse(world.otherProject.id, "owner");
    await expectRefusal(await call(listed, { token }), 404, "token of another project");
  });

  it("ignores cookies: a session opens nothing here", async () => {
    for (const origin of [ORIGIN, "https://evil.test"])
      await expectRefusal(await call(listed, { session: world.people.owner.session, origin }), 401, "session");
  });

  it("holds tokens to their scopes", async () => {
    if (scope === undefined) return;
    const [area, verb] = scope.split(":");
    // Writing takes more than reading, and other areas count for nothing.
    const others = SCOPES.filter((one) => !one.startsWith(`${area}:`) || (verb === "write" && one === `${area}:read`));
    const token = await tokenToRefuse(world.project.id, "owner", { scopes: others });
    await expectRefusal(await call(listed, { token }), 403, "other scopes");
  });

  it("does not find what belongs to others", async () => {
    const foreign = ROWS[keyOf(listed)]?.foreign;
    const names = [...listed.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
    const beyond = names.filter((name) => name !== "project" && name !== "workspace");
    if (beyond.length === 0 || foreign === "any") return;
    if (!foreign) throw new Error("the row needs foreign ids for every parameter");
    const swapped = await foreign(world);
    for (const name of beyond) {
      const value = swapped[name];
      if (value === undefined) throw new Error(`no foreign ${name}`);
      const caller = { token: (await makeToken(world.project.id, "owner")).token };
      await expectRefusal(await call(listed, caller, { swap: { [name]: value } }), 404, `foreign ${name}`);
    }
  });
});
