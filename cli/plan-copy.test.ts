import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { closeLeftDrafts } from "../lib/notify/close-left-drafts.ts";
import { planDb } from "../lib/store/plan-db.ts";
import { useEventDb, usePlanDb } from "../lib/store/testing.ts";
import { type LocalInstallation, openInstallation } from "./testing/installation.ts";
import { personOf, planOf } from "./testing/plan-copies.ts";
import { runCli } from "./testing/run-cli.ts";

usePlanDb();
useEventDb();

let installation: LocalInstallation;

const COMMENT = "# Agreed with finance in May.";

beforeAll(async () => {
  installation = await openInstallation();
  for (const folder of ["a", "b"]) mkdirSync(join(installation.folder, folder));
}, 120_000);

afterAll(() => installation.stop());

const DAY_MS = 24 * 60 * 60 * 1000;
const person = (name: "a" | "b") => personOf(installation, name);

describe("a plan file and its branch", () => {
  it("are brought together by the first pull and push, comments included", async () => {
    const a = person("a");
    a.write(writePlanFile(planOf(installation.slug)).replace("events:", `${COMMENT}\nevents:`));
    const refused = await a.push();
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("never followed a branch")]);
    expect((await a.pull()).code).toBe(2);
    expect((await a.pull("--take", "file")).code).toBe(0);
    const pushed = await a.push();
    expect([pushed.code, pushed.out]).toEqual([0, expect.stringContaining("Paid")]);
    expect(a.read()).toContain(COMMENT);
    const before = a.read();
    expect((await a.pull()).err).toContain("has everything");
    expect((await a.push("--check")).code).toBe(0);
    expect(a.read()).toBe(before);
  });

  it("take from each other what only one side changed; what is behind is not pushed", async () => {
    const [a, b] = [person("a"), person("b")];
    expect((await b.pull()).code).toBe(0);
    b.edit("Somebody paid.", "A payment was taken.");
    expect((await b.push()).code).toBe(0);
    a.edit("Somebody left.", "Somebody left for good.");
    const mine = a.read();
    const stale = await a.push("--json");
    expect([stale.code, JSON.parse(stale.out)]).toMatchObject([2, { error: { code: "stale_revision" } }]);
    expect(a.read()).toBe(mine);
    const pulled = JSON.parse((await a.pull("--json")).out);
    expect(pulled).toMatchObject({ taken: 1, ahead: 1, conflicts: [] });
    for (const text of [COMMENT, "A payment was taken.", "Somebody left for good."]) expect(a.read()).toContain(text);
    expect((await a.push()).code).toBe(0);
    expect((await b.pull()).code).toBe(0);
    expect(b.read()).toContain("Somebody left for good.");
  });

  it("show a field that both changed, and leave the file as it is until somebody decides", async () => {
    const [a, b] = [person("a"), person("b")];
    a.edit("A payment was taken.", "Money came in.");
    expect((await a.push()).code).toBe(0);
    b.edit("A payment was taken.", "A card was charged.");
    b.edit("Somebody left for good.", "Gone.");
    const mine = b.read();
    const { code, out } = await b.pull();
    expect(code).toBe(1);
    for (const text of ["event/evt_paid/description.en (Paid, Description)", "A payment was taken.", "Money came in."])
      expect(out).toContain(text);
    expect(b.read()).toBe(mine);
    expect((await b.pull("--keep", "event/evt_paid/description.en")).code).toBe(0);
    for (const text of ["A card was charged.", "Gone."]) expect(b.read()).toContain(text);
    expect((await b.push()).code).toBe(0);
    a.edit("Money came in.", "Paid at the till.");
    expect((await a.pull("--take", "branch")).code).toBe(0);
    for (const text of [COMMENT, "A card was charged.", "Gone."]) expect(a.read()).toContain(text);
  });

  it("part where the file goes to a branch that is made for it", async () => {
    const a = person("a");
    const main = a.read();
    a.edit("A card was charged.", "Drafted.");
    expect((await a.push("--check")).code).toBe(1);
    expect((await a.pushTo("drafted")).code).toBe(0);
    const b = person("b");
    expect((await b.pull()).code).toBe(0);
    expect(b.read()).not.toContain("Drafted.");
    a.write(main);
    expect((await a.pullOf("drafted")).code).toBe(0);
    expect(a.read()).toBe(main);
  });

  it("of another branch have nothing in common that could take changes out of the file", async () => {
    const a = person("a");
    const main = a.read();
    // A branch that says the same as main is as good a state in common.
    expect((await a.pushTo("twin")).code).toBe(0);
    a.edit("Gone.", "Left early.");
    const edited = a.read();
    expect((await a.pull()).code).toBe(0);
    expect(a.read()).toBe(edited);
    a.write(main);
    a.edit("A card was charged.", "Drafted again.");
    expect((await a.pushTo("again")).code).toBe(0);
    const drafted = a.read();
    a.edit("Gone.", "Gone away.");
    const mine = a.read();
    const refused = await a.pull();
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("@again first; or decide")]);
    expect(a.read()).toBe(mine);
    expect((await a.pull("--lang", "fr")).err).toContain("contient ses propres changements");
    expect((await a.pull("--take", "file", "--keep", "event/evt_paid/description.en")).err).toContain(
      "Leave out --keep",
    );
    expect((await a.pull("--take", "file")).code).toBe(0);
    expect(a.read()).toBe(mine);
    // It follows main now: what the file has more is its own, and stays.
    expect((await a.pull()).code).toBe(0);
    expect(a.read()).toBe(mine);
    expect((await a.pullOf("again", "--take", "branch")).code).toBe(0);
    expect(a.read()).toBe(drafted);
    // Everything in the file is on its branch: it may go over to another one.
    const over = await a.pull();
    expect([over.code, over.err]).toEqual([0, expect.stringContaining("@again; from now on it follows")]);
    expect(a.read()).toBe(main);
  });

  it("agree in a pipeline run again and again, where the file replaces what the branch has", async () => {
    const a = person("a");
    const base = join(installation.folder, "a/.plan.yaml.base.json");
    // What a pipeline checks out: the base as it was committed.
    const committed = readFileSync(base, "utf8");
    a.edit("A card was charged.", "First run.");
    expect((await a.pushTo("pull-42", "--replace")).code).toBe(0);
    writeFileSync(base, committed);
    a.edit("First run.", "Second run.");
    expect((await a.pushTo("pull-42")).err).toContain("has gone on since");
    expect((await a.pushTo("pull-42", "--replace", "--check")).code).toBe(1);
    const second = await a.pushTo("pull-42", "--replace", "--lang", "fr");
    expect([second.code, second.out]).toEqual([0, expect.stringContaining("Paid\u00A0: ")]);
    expect((await installation.run("pull", `${installation.slug}@pull-42`, "--file", "42.yaml")).code).toBe(0);
    expect(readFileSync(join(installation.folder, "42.yaml"), "utf8")).toContain("Second run.");
    const refused = await a.push("--replace");
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("other than main")]);
    writeFileSync(base, committed);
    a.edit("Second run.", "A card was charged.");
  });

  it("are closed with the pull request they are for, taken out again by the next push, and left to whoever writes there", async () => {
    const a = person("a");
    const at = `${installation.slug}@pull-43`;
    const basePath = join(installation.folder, "a/.plan.yaml.base.json");
    const committed = readFileSync(basePath, "utf8");
    expect(committed).toMatch(/^\{\n {2}"branch": "/);
    const branch = async () =>
      planDb().planBranch.findFirstOrThrow({ where: { name: "pull-43", project: { slug: installation.slug } } });
    const pushed = () => a.pushTo("pull-43", "--replace", "--closes-after", "30");
    expect((await pushed()).code).toBe(0);
    const closing = await installation.run("push", at, "--close");
    expect([closing.code, closing.err]).toEqual([0, expect.stringContaining(`${at} is closed.`)]);
    expect((await installation.run("push", at, "--close", "--lang", "fr")).err).toContain("il n’y a rien à fermer");
    expect((await pushed()).code).toBe(0);
    await closeLeftDrafts(Date.now() + 29 * DAY_MS);
    expect((await branch()).closedAt).toBeNull();
    await closeLeftDrafts(Date.now() + 31 * DAY_MS);
    expect((await branch()).closedAt).not.toBeNull();
    expect((await pushed()).code).toBe(0);
    a.edit("A card was charged.", "Mine.");
    expect((await a.pushTo("pull-43")).code).toBe(0);
    expect(await branch()).toMatchObject({ closesAt: null, closedAt: null });
    // It is somebody's now: neither the end of the pull request nor a push that changes nothing takes it from them.
    const left = await installation.run("push", at, "--close");
    expect([left.code, left.err]).toEqual([0, expect.stringContaining(`${at} stays open`)]);
    expect((await pushed()).code).toBe(0);
    expect(await branch()).toMatchObject({ closesAt: null, closedAt: null });
    expect((await installation.run("push", at, "--close", "--check")).err).toContain("--close goes with none");
    expect((await installation.run("push", "elsewhere@pull-43", "--close")).code).toBe(2);
    for (const wrong of ["0", "x", "400"])
      expect((await a.pushTo("pull-43", "--closes-after", wrong)).err).toContain("1 to 365");
    expect((await a.push("--close")).err).toContain("main is never closed");
    a.edit("Mine.", "A card was charged.");
    writeFileSync(basePath, committed);
  });

  it("agree where the file has taken in by itself what the branch has more", async () => {
    const a = person("a");
    const file = join(installation.folder, "aside.yaml");
    const aside = (...args: readonly string[]) =>
      installation.run(args[0] ?? "", `${installation.slug}@aside`, "--file", "aside.yaml", ...args.slice(1));
    writeFileSync(file, a.read());
    expect((await aside("push", "--replace")).code).toBe(0);
    const base = readFileSync(join(installation.folder, ".aside.yaml.base.json"), "utf8");
    writeFileSync(file, readFileSync(file, "utf8").replace("A card was charged.", "Noted once."));
    expect((await aside("push")).code).toBe(0);
    writeFileSync(join(installation.folder, ".aside.yaml.base.json"), base);
    writeFileSync(file, readFileSync(file, "utf8").replace("Gone.", "Went."));
    expect((await aside("push")).code).toBe(0);
  });

  it("refuse a field to keep that is no conflict, instead of deciding without it", async () => {
    const [a, b] = [person("a"), person("b")];
    expect((await b.pull()).code).toBe(0);
    b.edit("A card was charged.", "Theirs.");
    expect((await b.push()).code).toBe(0);
    a.edit("A card was charged.", "Mine.");
    const mine = a.read();
    const path = "event/evt_paid/description.en";
    const refused = await a.pull("--take", "branch", "--keep", "event/evt_paid/description.fr");
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("event/evt_paid/description.fr")]);
    expect(refused.err).toContain(path);
    expect(a.read()).toBe(mine);
    expect((await a.pull("--take", "branch", "--keep", path)).code).toBe(0);
    expect(a.read()).toBe(mine);
    const fresh = await installation.run("pull", installation.slug, "--file", "fresh.yaml", "--keep", path);
    expect([fresh.code, fresh.err]).toEqual([2, expect.stringContaining("Leave out --keep")]);
  });

  it("are refused with one clear line: other projects, broken files, versions", async () => {
    const run = async (...args: readonly string[]) => {
      const { code, err } = await installation.run(...args);
      return [code, err.split("\n")[0]];
    };
    expect(await run("pull", `${installation.slug}@3`)).toEqual([2, expect.stringContaining("A branch on the server")]);
    expect(await run("push", installation.slug, "--file", "none.yaml")).toEqual([
      2,
      expect.stringContaining("none.yaml"),
    ]);
    writeFileSync(join(installation.folder, "broken.yaml"), "gabarit: 1\nevents: [\n");
    expect((await run("pull", installation.slug, "--file", "broken.yaml"))[0]).toBe(2);
    writeFileSync(join(installation.folder, "b/.plan.yaml.base.json"), '{"project":"else","branch":"main"}');
    expect(await run("pull", installation.slug, "--file", "b/plan.yaml")).toEqual([
      2,
      expect.stringContaining("cannot be read"),
    ]);
  });
});

describe("a folder of plan files and its branch", () => {
  const at = (path: string) => join(installation.folder, path);
  const text = (path: string) => readFileSync(at(path), "utf8");
  const edit = (path: string, from: string, to: string) => {
    expect(text(path).split(from)).toHaveLength(2);
    writeFileSync(at(path), text(path).replace(from, to));
  };
  const pull = (folder: string, ...more: readonly string[]) =>
    installation.run("pull", `${installation.slug}@folder`, "--file", folder, ...more);
  const push = (folder: string, ...more: readonly string[]) =>
    installation.run("push", `${installation.slug}@folder`, "--file", folder, ...more);

  /** By somebody in a terminal. */
  const ask = (folder: string, stdin: string | Readable) => {
    const { slug, folder: cwd, server } = installation;
    return runCli(["push", `${slug}@folder`, "--file", folder], { cwd, server, terminal: true, stdin });
  };

  it("are kept in step, file by file", async () => {
    writeFileSync(at("start.yaml"), writePlanFile(planOf(installation.slug)));
    expect(
      (await installation.run("push", `${installation.slug}@folder`, "--file", "start.yaml", "--replace")).code,
    ).toBe(0);
    expect((await pull("one/")).code).toBe(0);
    expect((await pull("two/")).code).toBe(0);
    writeFileSync(at("one/events/paid.yaml"), `${COMMENT}\n${text("one/events/paid.yaml")}`);
    edit("one/events/paid.yaml", "Somebody paid.", "A payment was taken.");
    writeFileSync(at("one/events/refunded.yaml"), "name: Refunded\n");
    expect((await push("one")).code).toBe(0);
    // Its id stands in it from now on: it stays itself when somebody gives it another name.
    expect(text("one/events/refunded.yaml")).toMatch(/^id: evt_/m);
    edit("two/events/left.yaml", "Somebody left.", "Gone.");
    expect((await pull("two")).code).toBe(0);
    expect(text("two/events/paid.yaml")).toContain("A payment was taken.");
    expect(text("two/events/left.yaml")).toContain("Gone.");
    expect((await push("two")).code).toBe(0);
    const before = text("one/events/paid.yaml");
    expect((await pull("one")).code).toBe(0);
    expect(text("one/events/paid.yaml")).toBe(before);
    expect(text("one/events/left.yaml")).toContain("Gone.");
  });

  it("show a conflict with its file, on pull and on push, and write nothing", async () => {
    edit("one/events/left.yaml", "Gone.", "Left.");
    expect((await push("one")).code).toBe(0);
    edit("two/events/left.yaml", "Gone.", "Away.");
    const mine = text("two/events/left.yaml");
    const heading = "two/events/left.yaml: event/evt_left/description.en (Left, Description)";
    const pushed = await push("two");
    expect([pushed.code, pushed.err]).toEqual([2, expect.stringContaining(heading)]);
    for (const part of ["Gone.", "Away.", "Left.", "1 field was changed on both sides"])
      expect(pushed.err).toContain(part);
    expect(JSON.parse((await push("two", "--json")).out).error).toMatchObject({
      code: "stale_revision",
      conflicts: [{ file: "two/events/left.yaml", path: "event/evt_left/description.en" }],
    });
    const pulled = await pull("two");
    expect([pulled.code, pulled.out]).toEqual([1, expect.stringContaining(heading)]);
    expect(text("two/events/left.yaml")).toBe(mine);
    expect((await pull("two", "--take", "branch")).code).toBe(0);
    expect(text("two/events/left.yaml")).toContain("Left.");
  });

  it("lose an object only when somebody says so, and a file that the branch lost", async () => {
    rmSync(at("one/events/refunded.yaml"));
    const refused = await push("one");
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("confirm with --yes")]);
    expect(refused.err).toContain("Refunded: ");
    for (const answer of ["n\n", ""]) expect((await ask("one", answer)).code).toBe(2);
    expect(existsSync(at("two/events/refunded.yaml"))).toBe(true);
    const agreed = await ask("one", "y\n");
    expect([agreed.code, agreed.err]).toEqual([0, expect.stringContaining("Remove it?")]);
    expect((await pull("two")).code).toBe(0);
    expect(existsSync(at("two/events/refunded.yaml"))).toBe(false);
    edit("two/events/paid.yaml", "name: Paid", "name: Order Paid");
    expect((await push("two")).code).toBe(0);
    // A file stays where a hand left it, and follows a name that comes from the branch.
    expect((await pull("one")).code).toBe(0);
    const files = ["two/events/paid.yaml", "one/events/paid.yaml", "one/events/order-paid.yaml"];
    expect(files.map((file) => existsSync(at(file)))).toEqual([true, false, true]);
    expect(text("one/events/order-paid.yaml")).toContain(COMMENT);
    rmSync(at("two/events/left.yaml"));
    expect((await push("two", "--check")).code).toBe(1);
    expect((await push("two", "--yes")).code).toBe(0);
  });

  it("lose nothing that is typed while the question stands, nor an object whose file is not read", async () => {
    expect((await pull("three/")).code).toBe(0);
    const [event] = readdirSync(at("three/events"));
    const path = `three/events/${event}`;
    const kept = text(path);
    rmSync(at(path));
    const typing = async function* () {
      writeFileSync(at(path), `${kept}owner: Typed\n`);
      yield "y\n";
    };
    const asked = await ask("three", Readable.from(typing()));
    expect([asked.code, asked.err]).toEqual([2, expect.stringContaining("nothing was pushed")]);
    expect(text(path)).toContain("owner: Typed");
    renameSync(at(path), at("three/events/left.txt"));
    const stray = await push("three", "--yes");
    expect([stray.code, stray.err]).toEqual([2, expect.stringContaining("three/events/left.txt")]);
  });
});

describe("a push from the repository that the plan is managed from", () => {
  const REPOSITORY = "https://git.example/acme/shop";
  const file = () => join(installation.folder, "managed.yaml");
  const base = () => join(installation.folder, ".managed.yaml.base.json");
  const said = (text: string) => writePlanFile({ ...planOf(installation.slug), name: { en: text } });
  const pushTo = (branch: string, ...more: readonly string[]) =>
    installation.run("push", `${installation.slug}@${branch}`, "--file", "managed.yaml", "--yes", ...more);

  it("says so only once it is on main, and is the only one that is taken from then on", async () => {
    writeFileSync(file(), said("First"));
    expect((await pushTo("main", "--managed-from", "shop")).err).toContain("Not the address of a repository: shop");
    // Of a branch, before it is merged, and where nothing is written: nothing is locked.
    const drafted = await pushTo("repo", "--replace", "--managed-from", REPOSITORY);
    expect([drafted.code, drafted.err]).toEqual([0, expect.not.stringContaining("locked")]);
    expect((await pushTo("main", "--managed-from", REPOSITORY)).err).toContain("has gone on since");
    expect((await installation.run("pull", installation.slug, "--file", "managed.yaml", "--take", "file")).code).toBe(
      0,
    );
    expect((await pushTo("main", "--check", "--managed-from", REPOSITORY)).err).not.toContain("locked");
    const first = await pushTo("main", "--managed-from", `${REPOSITORY}#main`);
    expect([first.code, first.err]).toEqual([0, expect.stringContaining("its screens are locked")]);
    writeFileSync(file(), said("Other"));
    const plain = await pushTo("repo", "--replace");
    expect([plain.code, plain.err]).toEqual([2, expect.stringContaining(`managed from ${REPOSITORY}`)]);
    const other = await pushTo("main", "--managed-from", "https://git.example/acme/other", "--lang", "fr");
    expect([other.code, other.err]).toEqual([2, expect.stringContaining(`est géré depuis ${REPOSITORY}`)]);
  });

  it("is taken onto main run after run, with the state in common that the repository holds", async () => {
    const committed = readFileSync(base(), "utf8");
    for (const text of ["Second", "Third"]) {
      writeFileSync(base(), committed);
      writeFileSync(file(), said(text));
      const again = await pushTo("main", "--managed-from", "git@git.example:acme/shop.git");
      expect([again.code, again.err]).toEqual([0, expect.not.stringContaining("locked")]);
    }
    rmSync(base());
    writeFileSync(file(), said("Fourth"));
    expect((await pushTo("main", "--managed-from", REPOSITORY)).code).toBe(0);
  });
});
