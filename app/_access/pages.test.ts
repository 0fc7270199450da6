/** Every page against every kind of caller, called as Next calls it: what it would render is looked through for what is not theirs. */

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { createToken } from "../../lib/access/api-token.ts";
import { authorizeProject } from "../../lib/access/authorize.ts";
import { type AuthorizedProject, mayActAs, ROLES } from "../../lib/access/authorized.ts";
import { asProject, makeWorld, type TestWorld } from "../../lib/access/testing.ts";
import { useEventDb, usePlanDb } from "../../lib/store/testing.ts";
import { aDestination } from "./testing/destination-action-rows.ts";
import { aWebhook } from "./testing/notify-action-rows.ts";
import { type Met, PAGE_ROWS, type PageRow, SECRET } from "./testing/page-rows.ts";
import { publishOnce } from "./testing/publish.ts";
import { useRequest } from "./testing/request.ts";
import { textsOf } from "./testing/texts-of.ts";

usePlanDb();
useEventDb();

const request = useRequest({ address: "198.51.100.1" });

const root = fileURLToPath(new URL("../[locale]", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /(^|\/)page\.tsx?$/.test(file));

it("has a row for every page, and no row too many", () => {
  expect(Object.keys(PAGE_ROWS).sort()).toEqual(files.sort());
  const elsewhere = readdirSync(`${root}/..`, { recursive: true, encoding: "utf8" }).filter(
    (file) => /(^|\/)page\.tsx?$/.test(file) && !file.startsWith("[locale]/"),
  );
  expect(elsewhere).toEqual([]);
});

interface Props {
  readonly params: Promise<Readonly<Record<string, unknown>>>;
  readonly searchParams: Promise<Readonly<Record<string, string>>>;
}

interface PageModule {
  readonly default: (props: Props) => unknown;
  readonly generateMetadata?: (props: Props) => unknown;
}

interface Caller {
  readonly session: string | undefined;
  /** Where the start page leads this caller. */
  readonly home: string;
}

/** What the caller meets, and everything the answer says. */
async function visit(
  file: string,
  caller: Caller,
  params: Readonly<Record<string, unknown>>,
): Promise<{ met: Met; text: string }> {
  request.cookie = caller.session;
  const page = (await import(`../[locale]/${file}`)) as PageModule;
  const props = () => ({ params: Promise.resolve({ locale: "en", ...params }), searchParams: Promise.resolve({}) });
  let text = "";
  try {
    text += textsOf(await page.generateMetadata?.(props()));
    text += textsOf(await page.default(props()));
    return { met: "shown", text };
  } catch (error) {
    const digest = String((error as { digest?: string }).digest);
    const target = /^NEXT_REDIRECT;\w+;([^;]*);/.exec(digest)?.[1];
    if (target?.startsWith("/en/sign-in")) return { met: "to sign-in", text };
    if (target !== undefined) return { met: `to ${target.replace(caller.home, "{project}")}`, text };
    if (digest.includes("404")) return { met: "not found", text };
    throw error;
  }
}

/** One for all: looking at a page changes nothing. */
let world: TestWorld;
let project: AuthorizedProject;
let foreign: AuthorizedProject;

beforeAll(async () => {
  world = await makeWorld();
  project = await publishOnce(await asProject(world));
  const other = { session: world.outsider.session };
  foreign = await publishOnce(await authorizeProject(other, world.otherProject.slug));
  await createToken(project, { name: SECRET, role: "viewer", scopes: [], expiresAt: null });
  await aWebhook(project, SECRET);
  await aDestination(project, SECRET);
});

describe.each(Object.entries(PAGE_ROWS))("%s", (file, row: PageRow) => {
  let params: Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    params = { project: project.slug, ...(await row.params?.(project, world)) };
  });

  const callers = () => ({
    visitor: { session: undefined, home: "-" },
    outsider: { session: world.outsider.session, home: world.otherProject.slug },
    viewer: { session: world.people.viewer.session, home: world.project.slug },
  });

  it("meets visitors, outsiders and viewers as the table says", async () => {
    const { visitor, outsider, viewer } = callers();
    expect((await visit(file, visitor, params)).met).toBe(row.visitor);
    expect((await visit(file, { ...visitor, session: "x".repeat(43) }, params)).met).toBe(row.visitor);
    expect((await visit(file, outsider, params)).met).toBe(row.outsider);
    expect((await visit(file, viewer, params)).met).toBe(row.viewer);
  });

  it("tells whoever may not see it nothing of the project, not even in its title", async () => {
    const { visitor, outsider } = callers();
    for (const caller of [visitor, outsider]) {
      const { met, text } = await visit(file, caller, params);
      if (met !== "shown") for (const word of [project.name, SECRET, "A plan"]) expect(text).not.toContain(word);
    }
  });

  it("shows all of it from the role of the table on, and only a notice below", async () => {
    const { fully } = row;
    if (fully === undefined) return;
    for (const role of ROLES) {
      const { text } = await visit(file, { session: world.people[role].session, home: "-" }, params);
      const may = mayActAs(role, fully);
      expect(text.includes("<RoleNotice>"), `${role}: a notice`).toBe(!may);
      if (fully === "admin") expect(text.includes(SECRET), `${role}: the tokens`).toBe(may);
    }
  });

  it("does not find what belongs to others", async () => {
    if (!row.params || row.owned === false) return;
    const swapped = { ...params, ...(await row.params(foreign, world)), project: project.slug };
    expect((await visit(file, { session: world.people.owner.session, home: "-" }, swapped)).met).toBe("not found");
  });
});
