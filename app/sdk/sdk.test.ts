/** What npm and pip are given: to whom, and the same bytes for ever. */

import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { revokeToken } from "../../lib/access/api-token.ts";
import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { asProject, makeToken, makeWorld, type TestWorld } from "../../lib/access/testing.ts";
import { readZip } from "../../lib/base/testing/read-zip.ts";
import { loadPlan } from "../../lib/plan/store.ts";
import { commitEdits } from "../../lib/plan/store-commit.ts";
import { keptPackage } from "../../lib/plan/store-package.ts";
import { publishPlan } from "../../lib/plan/store-publish.ts";
import { planDb } from "../../lib/store/plan-db.ts";
import { usePlanDb } from "../../lib/store/testing.ts";
import { GET as getFile } from "./[file]/route.ts";
import { GET as getModule } from "./go/[...path]/route.ts";
import { GET as getIndex } from "./simple/[distribution]/route.ts";

usePlanDb();

let world: TestWorld;
let project: AuthorizedProject;
let token: string;
let slug: string;

async function publish(text: string): Promise<void> {
  const { revision } = await loadPlan(project);
  const edits = [{ command: "updatePlan", changes: { description: { en: text } } }];
  await commitEdits(project, "main", { expectedRevision: revision, edits });
  await publishPlan(project, { notes: "" });
}

beforeAll(async () => {
  world = await makeWorld();
  project = await asProject(world);
  slug = project.slug;
  await publish("one");
  await publish("two");
  ({ token } = await makeToken(project.projectId, "viewer"));
});

const bearer = (given: string) => `Bearer ${given}`;
const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;

function ask(file: string, authorization?: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const sent = new Request("http://localhost:3000/x", {
    headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
  });
  if (file.startsWith("simple/")) return getIndex(sent, { params: Promise.resolve({ distribution: file.slice(7) }) });
  if (file.startsWith("go/")) return getModule(sent, { params: Promise.resolve({ path: file.slice(3).split("/") }) });
  return getFile(sent, { params: Promise.resolve({ file }) });
}

const wheelOf = (version: number) => `tracker_${slug.replaceAll("-", "_")}-${version}.0.0-py3-none-any.whl`;

/** As Go asks for it. */
const module = (what: string) => `go/gabarit.local/${slug}/@${what}`;

/** Every kind of file, the version in their names. */
const files = () => [
  `${slug}@1.tgz`,
  `${slug}@1-java.zip`,
  wheelOf(1),
  `simple/tracker-${slug}`,
  module("v/v1.1.0.zip"),
];

describe("an installation", () => {
  it("needs a token of the project that may read its plan, as a bearer or in the address", async () => {
    const foreign = await makeToken(world.otherProject.id, "owner");
    const narrow = await makeToken(project.projectId, "owner", { scopes: ["events:read", "analysis:write"] });
    const reading = await makeToken(project.projectId, "viewer", { scopes: ["plan:read"] });
    const over = await makeToken(project.projectId, "owner");
    await revokeToken(project, over.id);
    for (const file of files()) {
      const statuses = async (...given: (string | undefined)[]) =>
        Promise.all(given.map(async (one) => (await ask(file, one)).status));
      expect(
        await statuses(
          bearer(token),
          bearer(reading.token),
          basic("token", token),
          basic(token, ""),
          basic("anybody", reading.token),
        ),
      ).toEqual([200, 200, 200, 200, 200]);
      expect(
        await statuses(undefined, "Basic", basic("", ""), bearer("gbt_wrong"), bearer(over.token), basic("token", "x")),
      ).toEqual([401, 401, 401, 401, 401, 401]);
      expect(await statuses(bearer(foreign.token), bearer(narrow.token), bearer("gbw_abc"))).toEqual([404, 403, 403]);
    }
  });

  it("says in one line what is wrong, where npm shows it, in the language asked for", async () => {
    const file = `${slug}@1.tgz`;
    const missing = await ask(file);
    expect(await missing.json()).toEqual({
      error: expect.stringMatching(/^An API token .*https:\/\/token:gbt_.*Bearer\.$/),
      code: "unauthenticated",
    });
    expect(missing.headers.get("www-authenticate")).toBe('Basic realm="gabarit"');
    const wrong = await ask(file, bearer("gbt_wrong"), { "accept-language": "fr", "user-agent": "npm/11.0.0 node" });
    expect(await wrong.json()).toMatchObject({ error: "Ce jeton d’API est inconnu, révoqué ou expiré." });
    expect(wrong.headers.get("www-authenticate")).toBeNull();
    expect(wrong.headers.get("cache-control")).toBe("no-store");
  });

  it("finds nothing under other names and versions", async () => {
    const unknown = ["x.tgz", `${slug}@0.tgz`, `${slug}@3.tgz`, `${slug}@1-cobol.zip`, `${slug}@1`, wheelOf(3), "../x"];
    for (const name of [
      ...unknown,
      `${slug}-1-py3-none-any.whl`,
      `simple/${slug}`,
      module("v/v1.3.0.zip"),
      module("v/v1.3.0.mod"),
      module("v/v2.1.0.info"),
      "go/example.com/x/@latest",
    ])
      expect((await ask(name, bearer(token))).status, name).toBe(404);
  });

  it("leads from the latest to its number", async () => {
    const answer = await ask(`${slug}@latest.tgz`, bearer(token));
    expect([answer.status, answer.headers.get("location")]).toEqual([302, `${slug}@2.tgz`]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect((await ask(`${slug}@latest-python.zip`, bearer(token))).headers.get("location")).toBe(
      `${slug}@2-python.zip`,
    );
  });
});

describe("a file", () => {
  it("is kept by whoever fetched it, and known by its sum", async () => {
    for (const name of [`${slug}@2.tgz`, wheelOf(2), module("v/v1.2.0.zip"), `${slug}@2-typescript.zip`]) {
      const first = await ask(name, bearer(token));
      const bytes = Buffer.from(await first.arrayBuffer());
      const sha512 = createHash("sha512").update(bytes).digest("base64");
      const etag = `"${createHash("sha256").update(bytes).digest("hex")}"`;
      expect(Object.fromEntries(first.headers)).toMatchObject({
        etag,
        "cache-control": "private, max-age=31536000, immutable",
        vary: "Authorization",
        "content-length": String(bytes.length),
        "repr-digest": `sha-512=:${sha512}:`,
      });
      const again = await ask(name, basic("token", token));
      expect(Buffer.from(await again.arrayBuffer()).equals(bytes)).toBe(true);
      const known = await ask(name, bearer(token), { "if-none-match": `W/"x", ${etag}` });
      expect([known.status, (await known.arrayBuffer()).byteLength]).toEqual([304, 0]);
    }
  });

  it("stays what it was when a later build would pack it otherwise, also for two who ask at once", async () => {
    let packed = 0;
    const pack = async () => Buffer.from(`build ${++packed}`);
    const asked = await Promise.all([1, 2, 3].map(() => keptPackage(project.projectId, 1, "npm of a test", pack)));
    const later = await keptPackage(project.projectId, 1, "npm of a test", async () => Buffer.from("else"));
    for (const { bytes, sha256 } of [...asked, later]) {
      expect(Buffer.from(bytes).toString()).toBe(Buffer.from(later.bytes).toString());
      expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    }
    expect(Buffer.from(later.bytes).toString()).toBe("build 1");
    expect(packed).toBe(1);
  });

  it("is a module whose versions Go finds", async () => {
    const answers = ["v/list", "latest", "v/v1.1.0.info", "v/v1.1.0.mod"].map(async (what) => {
      const answer = await ask(module(what), basic("token", token));
      return answer.text();
    });
    const [list, newest = "", first = "", mod] = await Promise.all(answers);
    expect(list).toBe("v1.2.0\nv1.1.0\n");
    expect(JSON.parse(newest)).toEqual({ Version: "v1.2.0", Time: expect.stringMatching(/^20.*Z$/) });
    expect(JSON.parse(first)).toMatchObject({ Version: "v1.1.0" });
    expect(mod).toBe(`module gabarit.local/${slug}\n\ngo 1.19\n`);
  });

  it("stands in the index of pip with the sum of what was packed, the latest version first", async () => {
    const first = await ask(wheelOf(2), bearer(token));
    const sum = createHash("sha256")
      .update(Buffer.from(await first.arrayBuffer()))
      .digest("hex");
    const page = await (await ask(`simple/tracker-${slug}`, basic("token", token))).text();
    const links = [...page.matchAll(/<a href="([^"]+)" data-requires-python="&gt;=3.9">([^<]+)<\/a>/g)];
    expect(links.map(([, , name]) => name)).toEqual([wheelOf(2), wheelOf(1)]);
    expect(links[0]?.[1]).toBe(`/sdk/${wheelOf(2)}#sha256=${sum}`);
  });

  it("is called as the project is here, also when its version was published where that was called otherwise", async () => {
    await publish("three");
    const here = `${slug}-2`;
    await planDb().project.update({ where: { id: project.projectId }, data: { slug: here } });
    const inside = async (file: string) => {
      const answer = await ask(file, bearer(token));
      return [...readZip(new Uint8Array(await answer.arrayBuffer())).keys()];
    };
    const stem = `tracker_${here.replaceAll("-", "_")}-3.0.0`;
    expect(await inside(`${stem}-py3-none-any.whl`)).toContain(`${stem}.dist-info/METADATA`);
    const below = `gabarit.local/${here}@v1.3.0/`;
    expect((await inside(`go/gabarit.local/${here}/@v/v1.3.0.zip`)).filter((path) => !path.startsWith(below))).toEqual(
      [],
    );
  });
});
