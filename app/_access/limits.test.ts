/** How often something may be tried, met where people and programs meet it: the action, the route, the operation. */

import { beforeAll, describe, expect, it } from "vitest";
import { limitRate, RATE_LIMITS, type RateLimit } from "../../lib/access/rate-limit.ts";
import { asProject, makeToken, makeWorld, type TestWorld } from "../../lib/access/testing.ts";
import { ERROR_TABLE } from "../../lib/base/error.ts";
import { useEventDb, usePlanDb } from "../../lib/store/testing.ts";
import { OPERATIONS } from "../api/_rest/operations.ts";
import { aRun } from "../api/_rest/testing/acceptance-rows.ts";
import { ROWS } from "../api/_rest/testing/matrix-rows.ts";
import { ACTION_ROWS } from "./testing/action-rows.ts";
import { ownHouse } from "./testing/house.ts";
import { publishOnce } from "./testing/publish.ts";
import { useRequest } from "./testing/request.ts";
import { textsOf } from "./testing/texts-of.ts";

usePlanDb();
useEventDb();

const request = useRequest();

const SCREENS = "[locale]/(workspace)/[project]";
const AUTH = "[locale]/(auth)/actions.ts";
const PROJECT = "/api/v1/projects/{project}";

interface Told {
  readonly refused: boolean;
  /** Of answers over HTTP. */
  readonly retryAfter?: string | null;
}

/** One try as the person or the token of the test would make it. */
type Entry = (world: TestWorld, token: string) => Promise<Told>;

/** A server action, called as its row of the matrix calls it, by the owner or nobody. */
function action(name: string, by: "owner" | "nobody" = "owner"): Entry {
  return async (world) => {
    const session = by === "owner" ? world.people.owner.session : undefined;
    const args = (await ACTION_ROWS[name]?.args(world, session)) ?? [];
    request.cookie = session;
    const [file = "", exported = ""] = name.split("#");
    const module = (await import(/* @vite-ignore */ `../${file}`)) as Record<
      string,
      (...args: readonly unknown[]) => Promise<unknown>
    >;
    try {
      const answer = JSON.stringify(await module[exported]?.(...args));
      return { refused: /rate_limited|Too many attempts/.test(answer ?? "") };
    } catch (error) {
      return { refused: (error as { code?: string }).code === "rate_limited" };
    }
  };
}

/** An operation of the API, called as its row of the matrix calls it, by a token. */
function operation(name: string): Entry {
  return async (world, token) => {
    const listed = OPERATIONS.find(({ method, path }) => `${method} ${path}` === name);
    const row = ROWS[name];
    if (!listed || !row) throw new Error(`no ${name}`);
    const body = typeof row.body === "function" ? await row.body(world) : row.body;
    const params = {
      project: world.project.slug,
      workspace: world.workspace.slug,
      ...(await row.params?.(world)),
    };
    const sent = new Request(`http://localhost:3000/x${row.query ?? ""}`, {
      method: listed.method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return told(await listed.handler(sent, { params: Promise.resolve(params) }));
  };
}

type Params = Readonly<Record<string, string>>;
type OwnParams = Params | ((world: TestWorld) => Promise<Params>);

/** Parameters of an address of the project. */
function paramsOf(world: TestWorld, own: OwnParams): Promise<Params> {
  const named = { locale: "en", project: world.project.slug };
  return (typeof own === "function" ? own(world) : Promise.resolve(own)).then((more) => ({ ...named, ...more }));
}

/** A page, by the owner. */
function page(file: string, own: OwnParams): Entry {
  return async (world) => {
    request.cookie = world.people.owner.session;
    const module = (await import(/* @vite-ignore */ `../${SCREENS}/${file}`)) as {
      default: (props: object) => Promise<unknown>;
    };
    const shown = await module.default({ params: paramsOf(world, own), searchParams: Promise.resolve({}) });
    return { refused: textsOf(shown).includes(ERROR_TABLE.rate_limited.en) };
  };
}

/** A route handler among the pages, by the owner. */
function handler(file: string, method: "GET" | "POST" | "PUT", own: OwnParams = {}): Entry {
  return async (world) => {
    request.cookie = world.people.owner.session;
    const module = (await import(/* @vite-ignore */ `../${SCREENS}/${file}`)) as Record<
      string,
      (request: Request, context: unknown) => Promise<Response>
    >;
    const body = JSON.stringify({ kind: "active_users", event: { any: true }, range: { lastDays: 7 } });
    const sent = new Request("http://localhost:3000/en/x", { method, ...(method === "POST" ? { body } : {}) });
    const answer = await module[method]?.(sent, { params: paramsOf(world, own) });
    if (!answer) throw new Error(`no ${method} in ${file}`);
    return told(answer);
  };
}

/** An SDK as npm installs it, by a token. */
const installed: Entry = async (world, token) => {
  const { GET } = await import("../sdk/[file]/route.ts");
  const headers = { authorization: `Bearer ${token}` };
  const params = Promise.resolve({ file: `${world.project.slug}@latest.tgz` });
  return told(await GET(new Request("http://localhost:3000/x", { headers }), { params }));
};

function told(answer: Response): Told {
  return { refused: answer.status === 429, retryAfter: answer.headers.get("retry-after") };
}

type Key = (world: TestWorld, tokenId: string) => string;
const ofOwner: Key = (world) => world.people.owner.id;
const ofToken: Key = (_, tokenId) => tokenId;
const ofProject: Key = (world) => world.project.id;
const ofWorkspace: Key = (world) => world.workspace.id;
const ofAddress: Key = () => request.address ?? "";

const HOUSE = "plan/templates/house/[house]";
const runOf = async (world: TestWorld) => aRun(await asProject(world), "{}");
const houseOf = async (world: TestWorld) => ({ house: await ownHouse(world) });

const ENTRIES: readonly (readonly [limit: RateLimit, entry: string, key: Key, by: Entry])[] = [
  ["signInAddress", "the sign-in page", ofAddress, action(`${AUTH}#signInAction`, "nobody")],
  ["setUp", "the set-up page", ofAddress, action(`${AUTH}#setUpAction`, "nobody")],
  ["resetAddress", "a reset link", ofAddress, action(`${AUTH}#resetAction`, "nobody")],
  ["acceptInvitation", "an invitation, without an account", ofAddress, action(`${AUTH}#joinAsNewAction`, "nobody")],
  ["acceptInvitation", "an invitation, signed in", ofOwner, action(`${AUTH}#joinAction`)],
  ["createInvitation", "the members page", ofWorkspace, action(`${SCREENS}/settings/members/actions.ts#inviteAction`)],
  ["createInvitation", "the API", ofWorkspace, operation("POST /api/v1/workspaces/{workspace}/invitations")],
  ["createReset", "the members page", ofWorkspace, action(`${SCREENS}/settings/members/actions.ts#resetLinkAction`)],
  ["createReset", "the API", ofWorkspace, operation("POST /api/v1/workspaces/{workspace}/members/{person}/reset-link")],
  [
    "changePassword",
    "the account page",
    ofOwner,
    action(`${SCREENS}/settings/account/actions.ts#changePasswordAction`),
  ],
  ["createToken", "the tokens page", ofProject, action(`${SCREENS}/settings/tokens/actions.ts#createTokenAction`)],
  ["createToken", "the API", ofProject, operation(`POST ${PROJECT}/tokens`)],
  ["comment", "a page of comments", ofOwner, action(`${SCREENS}/plan/comments/actions.ts#startThreadAction`)],
  ["comment", "an answer by the API", ofToken, operation(`POST ${PROJECT}/threads/{thread}/comments`)],
  ["askReview", "the page of a branch", ofOwner, action(`${SCREENS}/plan/branches/actions.ts#askReviewAction`)],
  ["askReview", "the API", ofToken, operation(`POST ${PROJECT}/branches/{branch}/review`)],
  ["publish", "the versions page", ofOwner, action(`${SCREENS}/versions/actions.ts#publishAction`)],
  ["publish", "the API", ofToken, operation(`POST ${PROJECT}/versions`)],
  ["postCode", "the API", ofToken, operation(`POST ${PROJECT}/code-runs`)],
  ["compare", "the API, between versions", ofToken, operation(`GET ${PROJECT}/diff`)],
  ["compare", "the API, of a branch", ofToken, operation(`GET ${PROJECT}/branches/{branch}/diff`)],
  ["query", "an editor on a page", ofOwner, handler("answer/route.ts", "POST")],
  ["query", "the API", ofToken, operation(`POST ${PROJECT}/query`)],
  ["query", "the evidence on an event", ofOwner, action(`${SCREENS}/plan/panel/renewal-actions.ts#lifeEvidenceAction`)],
  ["query", "the evidence by the API", ofToken, operation(`GET ${PROJECT}/plan/evidence`)],
  ["query", "a payload tested", ofOwner, action(`${SCREENS}/live/actions.ts#tryCallsAction`)],
  ["query", "a payload tested by the API", ofToken, operation(`POST ${PROJECT}/events/try`)],
  ["query", "an alert looked at", ofOwner, action(`${SCREENS}/alerts/actions.ts#checkAlertAction`)],
  ["query", "an alert looked at by the API", ofToken, operation(`POST ${PROJECT}/alerts/{alert}/check`)],
  ["query", "a suggested threshold", ofOwner, page("alerts/new/page.tsx", {})],
  ["query", "a suggested threshold by the API", ofToken, operation(`GET ${PROJECT}/alerts/suggestion`)],
  ["testAlert", "an alert's page", ofProject, action(`${SCREENS}/alerts/actions.ts#testAlertAction`)],
  ["testAlert", "the API", ofProject, operation(`POST ${PROJECT}/alerts/{alert}/test`)],
  ["testWebhook", "a webhook's page", ofProject, action(`${SCREENS}/settings/webhooks/actions.ts#testWebhookAction`)],
  ["testWebhook", "the API", ofProject, operation(`POST ${PROJECT}/webhooks/{webhook}/test`)],
  ["exportData", "the export page", ofOwner, handler("plan/export/[format]/route.ts", "GET", { format: "csv" })],
  ["exportData", "the result of a run", ofOwner, handler("acceptance/[run]/result/route.ts", "GET", runOf)],
  ["exportData", "a document", ofOwner, handler("plan/documents/view/route.ts", "GET")],
  ["exportData", "generated code", ofOwner, handler("plan/code/download/route.ts", "GET")],
  ["exportData", "planned, coded and received", ofOwner, handler("plan/status/file/route.ts", "GET")],
  ["exportData", "the register", ofOwner, handler("plan/register/file/[format]/route.ts", "GET", { format: "csv" })],
  ["exportData", "a template's page, as a file", ofOwner, handler(`${HOUSE}/file/route.ts`, "GET", houseOf)],
  ["exportData", "a cohort's page", ofOwner, handler("cohorts/[cohort]/members/route.ts", "GET", { cohort: "none" })],
  ["exportData", "an audit", ofOwner, handler("discovery/audit/file/route.ts", "POST")],
  ["exportData", "an audit by the API", ofToken, operation(`POST ${PROJECT}/discovery/audit`)],
  ["exportData", "a view of discovery", ofOwner, handler("discovery/export/route.ts", "GET")],
  ["exportData", "the list of violations", ofOwner, handler("violations/export/route.ts", "GET")],
  ["exportData", "a whole workspace", ofOwner, handler("settings/workspace/archive/route.ts", "GET")],
  ["installSdk", "an SDK installed", ofToken, installed],
  ["openArchive", "a whole workspace sent in", ofOwner, handler("settings/workspace/archive/route.ts", "POST")],
  ["openArchive", "a whole workspace opened", ofOwner, handler("settings/workspace/archive/route.ts", "PUT")],
  [
    "createInvitation",
    "handing a workspace over",
    ofWorkspace,
    action(`${SCREENS}/settings/workspace/transfer-actions.ts#offerTransferAction`),
  ],
  ["compare", "a dry run", ofOwner, action(`${SCREENS}/sources/actions.ts#dryRunAction`)],
  ["compare", "a dry run by the API", ofToken, operation(`POST ${PROJECT}/sources/{source}/dry-run`)],
  ["exportData", "the API", ofToken, operation(`GET ${PROJECT}/export`)],
  ["exportData", "a signed result", ofToken, operation(`GET ${PROJECT}/acceptance-runs/{run}/file`)],
  ["exportData", "a template's file", ofToken, operation(`GET ${PROJECT}/house-templates/{template}/file`)],
  ["compare", "a template's page", ofOwner, page(`${HOUSE}/page.tsx`, houseOf)],
  ["compare", "a template looked at", ofToken, operation(`POST ${PROJECT}/house-templates/{template}`)],
  ["compare", "a template's file opened", ofToken, operation(`POST ${PROJECT}/house-templates/file`)],
];

/** Met in tests of their own: a whole account, bad bearers, letters, and what ingest tells on. */
const ELSEWHERE: readonly RateLimit[] = [
  "signInPair",
  "signInAccount",
  "badCredential",
  "forgottenAddress",
  "forgottenAccount",
  "leakedLookup",
  "leakedToken",
  "digestNow",
  "openShare",
  "sharePassphrase",
  "sharePassphraseLink",
  "shareLink",
];

it("has an entry for every limit", () => {
  const met = new Set([...ENTRIES.map(([limit]) => limit), ...ELSEWHERE]);
  expect([...met].sort()).toEqual(Object.keys(RATE_LIMITS).sort());
});

describe.each(ENTRIES)("%s, at %s", (limit, _, keyOf, by) => {
  let world: TestWorld;
  let token: { readonly id: string; readonly token: string };
  beforeAll(async () => {
    world = await makeWorld();
    await publishOnce(await asProject(world));
    token = await makeToken(world.project.id, "owner");
    request.address = `198.51.100.${Math.random()}`;
  });

  it("lets the last try of many through, and says of the next when to come back", async () => {
    const key = keyOf(world, token.id);
    for (let time = 1; time < RATE_LIMITS[limit].points; time++) await limitRate(limit, key);
    expect((await by(world, token.token)).refused).toBe(false);
    const { refused, retryAfter } = await by(world, token.token);
    expect(refused).toBe(true);
    if (retryAfter === undefined) return;
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect(Number(retryAfter)).toBeLessThanOrEqual(RATE_LIMITS[limit].seconds);
  });
});
