/** Route handlers among the pages, against every kind of caller. The management API has a matrix of its own. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { authorizeProject } from "../../lib/access/authorize.ts";
import { type AuthorizedProject, mayActAs, ROLES, type Role } from "../../lib/access/authorized.ts";
import { asProject, makeWorld, type TestWorld } from "../../lib/access/testing.ts";
import { createCohort } from "../../lib/analysis/cohort/store.ts";
import { isUserError } from "../../lib/base/error.ts";
import { newEvent } from "../../lib/plan/new-object.ts";
import { loadPlan } from "../../lib/plan/store.ts";
import { commitEdits } from "../../lib/plan/store-commit.ts";
import { saveImage } from "../../lib/plan/store-image.ts";
import { pngOf } from "../../lib/plan/testing/images.ts";
import { useEventDb, usePlanDb } from "../../lib/store/testing.ts";
import { aRun } from "../api/_rest/testing/acceptance-rows.ts";
import { aHouse } from "./testing/house.ts";
import { publishOnce } from "./testing/publish.ts";
import { useRequest } from "./testing/request.ts";

usePlanDb();
useEventDb();

const request = useRequest({ address: "198.51.100.1" });

interface RouteRow {
  readonly method: "GET" | "POST";
  readonly params?: (project: AuthorizedProject) => Promise<Readonly<Record<string, string>>>;
  readonly body?: unknown;
  /** The least role it serves; viewers when absent. */
  readonly least?: Role;
}

const PROJECT = "[locale]/(workspace)/[project]";
const EVERYONE = {
  kind: "count",
  event: { any: true },
  count: { op: ">=", value: 1 },
  window: { lastDays: 7 },
} as const;

/** Another one for each project. */
async function anEvent(project: AuthorizedProject): Promise<string> {
  const { revision } = await loadPlan(project);
  const id = `evt_${Math.random().toString(36).slice(2).padEnd(16, "0")}`;
  const object = newEvent({ id, name: id, identifier: id });
  const edits = [{ command: "addObject", entry: { kind: "event", object } }] as const;
  await commitEdits(project, "main", { expectedRevision: revision, edits });
  return id;
}

/** Handlers of a project's pages. */
const ROWS: Readonly<Record<string, RouteRow>> = {
  [`${PROJECT}/answer/route.ts`]: {
    method: "POST",
    body: { kind: "active_users", event: { any: true }, range: { lastDays: 7 } },
  },
  [`${PROJECT}/cohorts/[cohort]/members/route.ts`]: {
    method: "GET",
    params: async (project) => ({
      cohort: (await createCohort(project, { name: `c${Math.random()}`, criterion: EVERYONE })).id,
    }),
  },
  [`${PROJECT}/plan/templates/house/[house]/file/route.ts`]: {
    method: "GET",
    params: async (project) => ({ house: await aHouse(project) }),
  },
  [`${PROJECT}/plan/images/[image]/route.ts`]: {
    method: "GET",
    params: async (project) => ({ image: (await saveImage(project, pngOf(Math.ceil(Math.random() * 6000), 5))).id }),
  },
  [`${PROJECT}/settings/workspace/archive/route.ts`]: { method: "GET", least: "owner" },
  [`${PROJECT}/acceptance/[run]/result/route.ts`]: { method: "GET", params: (project) => aRun(project, "{}") },
  [`${PROJECT}/plan/documents/view/route.ts`]: { method: "GET" },
  [`${PROJECT}/plan/code/download/route.ts`]: { method: "GET" },
  [`${PROJECT}/plan/code/event/[event]/route.ts`]: {
    method: "POST",
    params: async (project) => ({ event: await anEvent(project) }),
    body: { edits: [] },
  },
  [`${PROJECT}/plan/export/[format]/route.ts`]: { method: "GET", params: async () => ({ format: "csv" }) },
  [`${PROJECT}/discovery/audit/file/route.ts`]: { method: "POST", body: { type: "track" } },
  [`${PROJECT}/discovery/export/route.ts`]: { method: "GET" },
  [`${PROJECT}/violations/export/route.ts`]: { method: "GET" },
  [`${PROJECT}/plan/status/file/route.ts`]: { method: "GET" },
  [`${PROJECT}/plan/register/file/[format]/route.ts`]: { method: "GET", params: async () => ({ format: "csv" }) },
};

/** Have tests of their own: a secret or signature in the address, or a token, is what guards them. */
const APART = [
  "[locale]/(auth)/sign-in/[secret]/route.ts",
  "api/fewer-letters/[token]/route.ts",
  "sdk/[file]/route.ts",
  "sdk/go/[...path]/route.ts",
  "sdk/simple/[distribution]/route.ts",
  "share/[token]/route.ts",
];

const app = fileURLToPath(new URL("..", import.meta.url));
const files = readdirSync(app, { recursive: true, encoding: "utf8" }).filter(
  (file) => /(^|\/)route\.tsx?$/.test(file) && !file.startsWith("api/v1/"),
);

it("has a row for every route handler among the pages, and no row too many", () => {
  expect([...Object.keys(ROWS), ...APART].sort()).toEqual(files.sort());
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** The status, or where it led: "to sign-in", "not found". */
async function outcome(
  file: string,
  row: RouteRow,
  caller: { session: string | undefined; slug: string; own: Readonly<Record<string, string>> },
  query = "",
): Promise<string> {
  request.cookie = caller.session;
  const handler = ((await import(`../${file}`)) as Record<string, Handler>)[row.method];
  if (!handler) throw new Error(`${file} has no ${row.method}`);
  try {
    const sent = new Request(`http://localhost:3000/en/x${query}`, {
      method: row.method,
      ...(row.body === undefined
        ? {}
        : { body: JSON.stringify(row.body), headers: { "content-type": "application/json" } }),
    });
    const params = Promise.resolve({ locale: "en", project: caller.slug, ...caller.own });
    const answer = await handler(sent, { params });
    await answer.body?.cancel();
    return String(answer.status);
  } catch (error) {
    if (isUserError(error)) return String(error.status);
    const digest = String((error as { digest?: string }).digest);
    if (digest.includes("/en/sign-in")) return "to sign-in";
    if (digest.includes("404")) return "404";
    throw error;
  }
}

describe.each(Object.entries(ROWS))("%s", (file, row) => {
  let world: TestWorld;
  let foreign: AuthorizedProject;
  beforeAll(async () => {
    world = await makeWorld();
    foreign = await authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
    for (const project of [await asProject(world), foreign]) await publishOnce(project);
  });

  const ids = async (project: AuthorizedProject) => (row.params ? row.params(project) : {});

  it("refuses visitors, outsiders and roles below the one it asks for, and serves that one", async () => {
    const { slug } = world.project;
    const own = await ids(await asProject(world));
    for (const session of [undefined, "x".repeat(43)])
      expect(await outcome(file, row, { session, slug, own })).toMatch(/^(to sign-in|401)$/);
    expect(await outcome(file, row, { session: world.outsider.session, slug, own })).toBe("404");
    const least = row.least ?? "viewer";
    for (const role of ROLES.filter((candidate) => !mayActAs(candidate, least)))
      expect(await outcome(file, row, { session: world.people[role].session, slug, own }), role).toBe("403");
    expect(await outcome(file, row, { session: world.people[least].session, slug, own })).toBe("200");
  });

  it("takes an address with null characters for one that is wrong, or without them", async () => {
    const own = await ids(await asProject(world));
    const caller = { session: world.people.viewer.session, slug: world.project.slug, own };
    for (const name of ["at", "branch", "release", "source"])
      expect(await outcome(file, row, caller, `?${name}=main%00&source=a`)).toMatch(/^[24]/);
  });

  it("does not find what belongs to others", async () => {
    if (!row.params || file.includes("[format]")) return;
    const own = await ids(foreign);
    expect(await outcome(file, row, { session: world.people.owner.session, slug: world.project.slug, own })).toBe(
      "404",
    );
  });
});
