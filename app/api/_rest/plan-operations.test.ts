/** Operations that help to write a plan and to mend calls: what they say is what then happens. */

import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { asProject, makeToken, makeWorld, type TestWorld } from "../../../lib/access/testing.ts";
import { addMember } from "../../../lib/access/workspace.ts";
import { readXlsx } from "../../../lib/format/spreadsheet/xlsx.ts";
import { referencePlan } from "../../../lib/plan/reference-plan.ts";
import { loadPlan } from "../../../lib/plan/store.ts";
import { commitEdits } from "../../../lib/plan/store-commit.ts";
import { publishPlan } from "../../../lib/plan/store-publish.ts";
import { planDb } from "../../../lib/store/plan-db.ts";
import { usePlanDb } from "../../../lib/store/testing.ts";
import type { RouteHandler } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";
import { checkResponses } from "./response-check.ts";
import { publishReferencePlan } from "./testing/core-rows.ts";

usePlanDb();
const PROJECT = "/api/v1/projects/{project}";
const MEMBER = "/api/v1/workspaces/{workspace}/members/{person}";
let world: TestWorld;
let token: string;

beforeAll(async () => {
  checkResponses();
  world = await makeWorld();
  await publishReferencePlan(world);
  token = (await makeToken(world.project.id, "owner")).token;
});

function handlerOf(operation: string): RouteHandler {
  const found = OPERATIONS.find(({ method, path }) => `${method} ${path}` === operation);
  if (!found) throw new Error(`no ${operation}`);
  return found.handler;
}

interface Sent {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly language?: string;
}

/** What these tests read of an answer; checkResponses holds each whole answer against its operation's schema. */
const answerSchema = z.looseObject({
  id: z.string().optional(),
  identifier: z.string().optional(),
  edits: z.array(z.looseObject({ command: z.string() })).optional(),
  revision: z.number().optional(),
  problems: z.array(z.looseObject({ fr: z.string() })).optional(),
  findings: z.array(z.looseObject({ code: z.string(), target: z.looseObject({ id: z.string() }) })).optional(),
  call: z.string().optional(),
  command: z.string().optional(),
  items: z.array(z.looseObject({ personId: z.string().optional(), disabledAt: z.string().nullish() })).optional(),
  sheets: z.array(z.looseObject({ mapping: z.record(z.string(), z.string()) })).optional(),
  plan: z
    .looseObject({ events: z.array(z.looseObject({ properties: z.array(z.looseObject({ name: z.string() })) })) })
    .optional(),
  link: z.string().optional(),
});

async function fetched(operation: string, sent: Sent = {}, bearer = token): Promise<Response> {
  const isFile = typeof sent.body === "string";
  const request = new Request(`http://localhost:3000/x${sent.query ?? ""}`, {
    method: operation.split(" ")[0] ?? "GET",
    headers: {
      authorization: `Bearer ${bearer}`,
      "accept-language": sent.language ?? "en",
      ...(isFile ? {} : { "content-type": "application/json" }),
    },
    ...(sent.body === undefined ? {} : { body: isFile ? String(sent.body) : JSON.stringify(sent.body) }),
  });
  const params = { project: world.project.slug, workspace: world.workspace.slug, branch: "main", ...sent.params };
  return handlerOf(operation)(request, { params: Promise.resolve(params) });
}

async function call(
  operation: string,
  sent: Sent = {},
): Promise<{ readonly status: number; readonly json: z.infer<typeof answerSchema> }> {
  const response = await fetched(operation, sent);
  return { status: response.status, json: answerSchema.parse(JSON.parse((await response.text()) || "{}")) };
}

it("previews edits with their changes and findings, and writes nothing", async () => {
  const before = await loadPlan(await asProject(world));
  const suggested = await call(`POST ${PROJECT}/branches/{branch}/new-event`, { body: { name: "cart viewed " } });
  const { id, identifier, edits } = suggested.json;
  expect(identifier).toBe("cartViewed");
  const preview = await call(`POST ${PROJECT}/branches/{branch}/edits/preview`, { body: { edits } });
  expect(preview.json).toMatchObject({ applies: true, revision: before.revision, problems: [] });
  expect(preview.json.changes).toMatchObject([{ kind: "event", objectId: id }]);
  const told = preview.json.findings?.filter((one) => one.target.id === id);
  expect(told?.map((one) => one.code)).toContain("missing_description");
  expect(await loadPlan(await asProject(world))).toEqual(before);
  const narrowed = await call(`POST ${PROJECT}/branches/{branch}/edits/preview`, {
    body: { edits, path: `event/${id}` },
  });
  expect(narrowed.json.findings).toEqual(told);
  const saved = await call(`POST ${PROJECT}/branches/{branch}/edits`, {
    body: { expectedRevision: preview.json.revision, edits },
  });
  expect(saved.status).toBe(200);
  const again = await call(`POST ${PROJECT}/branches/{branch}/new-event`, { body: { name: "Cart viewed" } });
  expect(again.status === 422 || again.json.identifier !== identifier).toBe(true);
});

it("takes the places of an application with thousands of calls", async () => {
  const sites = Array.from({ length: 20 }, (_, line) => ({
    path: `packages/checkout/src/components/page-${line}.tsx`,
    line,
  }));
  const events = Array.from({ length: 2_000 }, (_, at) => ({ id: `evt_${at}`, name: `Event ${at}`, sites, tests: [] }));
  const body = { source: "none", release: "1", planVersion: 1, files: 20, events, unplanned: [], vendorCalls: [] };
  // Read, and refused for its source.
  expect((await fetched(`POST ${PROJECT}/code-runs`, { body })).status).toBe(422);
});

it("says why edits would be refused", async () => {
  const edits = [{ command: "removeObject", kind: "event", id: "evt_of_nobody" }];
  const preview = await call(`POST ${PROJECT}/branches/{branch}/edits/preview`, { body: { edits } });
  expect(preview.json).toMatchObject({ applies: false, changes: [] });
  expect(preview.json.problems?.[0]?.fr).toMatch(/\S/);
});

it("gives the call to paste, its comments in the language asked for", async () => {
  const params = { event: "evt_signed_up" };
  const english = await call(`GET ${PROJECT}/plan/events/{event}/code`, { params, query: "?at=latest" });
  const french = await call(`GET ${PROJECT}/plan/events/{event}/code`, { params, query: "?at=1", language: "fr" });
  expect(english.json).toMatchObject({ publishedIn: 1, schema: { type: "object" } });
  expect(english.json.call).toMatch(/^import \{ \w+ \} from "\.\/tracking";\n/);
  expect(english.json.call).toContain("optional");
  expect(french.json.call).toContain("facultati");
  expect(english.json.command).toContain(`generate ${world.project.slug} `);
});

it("generates one target or all, as a package, in either kind of archive", async () => {
  const generated = async (query: string) =>
    handlerOf(`GET ${PROJECT}/generate`)(
      new Request(`http://localhost:3000/x?${query}`, { headers: { authorization: `Bearer ${token}` } }),
      { params: Promise.resolve({ project: world.project.slug }) },
    );
  const filesOf = async (query: string) =>
    Object.entries(((await (await generated(`as=json&${query}`)).json()) as { files: Record<string, string> }).files);
  const folders = new Set((await filesOf("target=all")).map(([path]) => path.split("/")[0]));
  expect([...folders]).toEqual(expect.arrayContaining(["typescript", "python", "java"]));
  const packed = await filesOf("mode=package&packageName=@acme/events");
  const manifest = packed.find(([path]) => path === "package.json")?.[1] ?? "{}";
  expect(JSON.parse(manifest)).toMatchObject({ name: "@acme/events" });
  expect((await filesOf("react=true&importExtension=js")).map(([path]) => path)).toContain("react.ts");
  for (const as of ["json", "tgz", "zip"])
    expect((await generated(`as=${as}`)).headers.get("cache-control"), as).toBe("no-store");
  const archive = await generated("as=zip");
  expect(archive.headers.get("content-type")).toBe("application/zip");
  expect(Buffer.from(await archive.arrayBuffer()).toString("latin1", 0, 2)).toBe("PK");
  expect((await generated("mode=package&packageName=Not A Name")).status).toBe(422);
});

it("finds objects of the plan by name, with their ids", async () => {
  const wanted = referencePlan.events[0];
  const { json } = await call(`GET ${PROJECT}/search`, { query: `?q=${encodeURIComponent(wanted?.name ?? "")}` });
  expect(json.items?.[0]).toMatchObject({ kind: "event", id: wanted?.id, label: wanted?.name });
});

it("remembers what columns mean, and reads the next file by it", async () => {
  const file = "Event;Machin\nSigned Up;plan\n";
  const columns = { Event: "event", Machin: "property" };
  const query = "?name=a.csv&from=csv";
  const before = await call(`POST ${PROJECT}/import/read`, { query, body: file });
  expect(before.json.sheets?.[0]?.mapping.Machin).not.toBe("property");
  const kept = await call(`PUT ${PROJECT}/import/mapping`, { body: { headers: ["Machin", "Event"], columns } });
  expect(kept.status).toBe(204);
  const told = await call(`GET ${PROJECT}/import/mapping`, { query: "?header=Event&header=Machin" });
  expect(told.json).toEqual({ columns });
  const after = await call(`POST ${PROJECT}/import/read`, { query, body: file });
  expect(after.json).toMatchObject({ ok: true, sheets: [{ mapping: columns, rowCount: 1 }] });
  expect(after.json.plan?.events[0]?.properties[0]?.name).toBe("plan");
  expect((await call(`GET ${PROJECT}/import/mapping`, { query: "?header=Other" })).status).toBe(404);
});

it("keeps the identifier and the former name of an event that a plan file renames by its id", async () => {
  const written = (event: string) => `gabarit: 1\nslug: shop\nevents:\n  - ${event}\n`;
  const imported = async (file: string, told = true) => {
    const { json } = await call(`POST ${PROJECT}/import/read`, { query: "?name=plan.yaml", body: file });
    const { plan, derivedIdentifiers } = json;
    return call(`POST ${PROJECT}/import`, { body: { plan, clear: true, ...(told ? { derivedIdentifiers } : {}) } });
  };
  const project = await asProject(world);
  const payment = async () => (await loadPlan(project)).plan.events.find(({ id }) => id === "evt_payment");
  const before = await payment();
  const file = written("{ id: evt_payment, name: Payment Tried }");
  expect(await imported(file, false)).toMatchObject({
    status: 422,
    json: { fields: [{ path: "event/evt_payment/identifier" }] },
  });
  expect((await imported(file)).status).toBe(200);
  const names = { name: "Payment Tried", identifier: before?.identifier, formerNames: [before?.name] };
  expect(await payment()).toMatchObject(names);
  expect((await imported(file)).json).toMatchObject({ changes: [] });
  const asked = await imported(written("{ id: evt_payment, name: Payment Tried, identifier: paymentTried }"));
  expect(asked).toMatchObject({ status: 422, json: { fields: [{ path: "event/evt_payment/identifier" }] } });
});

it("lets an owner's token keep accounts of its workspace, and no owner's", async () => {
  const of = (person: string) => ({ params: { person } });
  const { editor, owner } = world.people;
  const link = await call(`POST ${MEMBER}/reset-link`, of(editor.id));
  expect([link.status, link.json.mail]).toEqual([201, "off"]);
  expect(link.json.link).toMatch(/\/reset\/[\w-]{43}$/);
  for (const act of ["reset-link", "disable", "enable"])
    expect((await call(`POST ${MEMBER}/${act}`, of(owner.id))).status, act).toBe(403);
  expect((await call(`POST ${MEMBER}/disable`, of(editor.id))).status).toBe(204);
  const members = await call("GET /api/v1/workspaces/{workspace}/members");
  const disabled = members.json.items?.filter((one) => one.disabledAt !== null);
  expect(disabled?.map((one) => one.personId)).toEqual([editor.id]);
  expect((await call(`POST ${MEMBER}/enable`, of(editor.id))).status).toBe(204);
});

it("keeps a token from accounts that reach other workspaces", async () => {
  await addMember(planDb(), world.otherWorkspace.id, world.people.viewer.id, "viewer");
  for (const act of ["reset-link", "disable"])
    expect((await call(`POST ${MEMBER}/${act}`, { params: { person: world.people.viewer.id } })).status, act).toBe(403);
});

describe("files and figures of a plan", () => {
  beforeAll(async () => {
    const project = await asProject(world);
    const edits = [{ command: "updatePlan", changes: { description: { en: "Another text" } } }];
    await commitEdits(project, "main", { expectedRevision: (await loadPlan(project)).revision, edits });
    await publishPlan(project, { notes: "" });
  });

  /** Every row of a workbook, its sheet's name first. */
  async function rowsOf(operation: string, query: string): Promise<readonly (readonly string[])[]> {
    const content = new Uint8Array(await (await fetched(operation, { query })).arrayBuffer());
    const read = await readXlsx({ name: "a.xlsx", content });
    return (read.ok ? read.sheets : []).flatMap(({ name, rows }) => rows.map((row) => [name, ...row.map(String)]));
  }

  it("lists the changes of a workbook since the version before, unless another is named", async () => {
    const changes = async (query: string) => {
      const rows = await rowsOf(`GET ${PROJECT}/export`, `?to=xlsx&language=en&${query}`);
      return rows.filter(([sheet]) => sheet === "Changes").length - 1;
    };
    const sinceFirst = await changes("at=2&before=1");
    expect([await changes("at=2"), await changes(""), await changes("at=main")]).toEqual([sinceFirst, sinceFirst, 0]);
    expect(await changes("before=0")).toBeGreaterThan(sinceFirst + 10);
  });

  it("calls a register by the number of its version", async () => {
    expect((await rowsOf(`GET ${PROJECT}/register/file`, "?format=xlsx")).flat()).toContain("Version 2");
    const { headers } = await fetched(`GET ${PROJECT}/register/file`, { query: "?at=1" });
    expect(headers.get("content-disposition")).toMatch(/-register-1-(en|fr)\.csv/);
  });

  it("tells coverage with what is missing in words, and of reading only what a token may know", async () => {
    const { json } = await call(`GET ${PROJECT}/coverage`, { query: "?at=latest" });
    expect(json).toMatchObject({ readsSince: expect.any(String), counted: { events: referencePlan.events.length } });
    const narrow = await makeToken(world.project.id, "viewer", { scopes: ["plan:read"] });
    const told = (await (await fetched(`GET ${PROJECT}/coverage`, {}, narrow.token)).json()) as object;
    expect(told).not.toHaveProperty("readsSince");
    expect(told).toHaveProperty("gaps");
  });
});
