import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { AuthorizedProject, Role } from "../access/authorized.ts";
import { isUserError, type UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { onNotified } from "../base/notify.ts";
import { clearProcessState } from "../base/process-state.ts";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { contentHash } from "./canonical-json.ts";
import { documentOfPlan, planOfDocument } from "./document.ts";
import type { Edit } from "./edit.ts";
import { draftEvent, draftProperty } from "./edit-draft.ts";
import { hostilePlan } from "./hostile-plan.ts";
import { emptyPlan } from "./new-object.ts";
import type { Plan } from "./plan.ts";
import { referencePlan } from "./reference-plan.ts";
import { createPlan, loadPlan } from "./store.ts";
import { closeBranch, createBranch, listBranches } from "./store-branch.ts";
import { mergeBranch as mergeWith, previewMerge } from "./store-branch-merge.ts";
import { commitEdits } from "./store-commit.ts";
import { branchHistory, objectHistory, planAt } from "./store-history.ts";
import { importPlan } from "./store-import.ts";
import { publishPlan } from "./store-publish.ts";
import { listSlots, slotFor } from "./store-slots.ts";
import { latestVersion, listVersions, loadVersion } from "./store-version.ts";

usePlanDb();

let project: AuthorizedProject;

/** A project of its own, with proof of access. */
async function newProject(plan: Plan | null = referencePlan, role: Role = "editor"): Promise<AuthorizedProject> {
  const db = planDb();
  const slug = `p${newId("prj").slice(4, 12)}`;
  const workspace = await db.workspace.create({ data: { id: newId("wsp"), slug, name: slug } });
  const row = await db.project.create({ data: { id: newId("prj"), workspaceId: workspace.id, slug, name: slug } });
  const proof = {
    projectId: row.id,
    number: row.number,
    workspaceId: workspace.id,
    slug,
    name: slug,
    role,
    actor: { kind: "person", id: "per_ada", name: "Ada" },
    timeZone: "UTC",
    weekStart: 1,
    currency: "EUR",
  } as unknown as AuthorizedProject;
  await db.$transaction((tx) =>
    createPlan(tx, { projectId: row.id, slug, actor: proof.actor, ...(plan === null ? {} : { plan }) }),
  );
  return proof;
}

const as = (name: string, role: Role = "editor"): AuthorizedProject => ({
  ...project,
  role,
  actor: { kind: "person", id: `per_${name.toLowerCase()}`, name },
});

async function failure(act: Promise<unknown>): Promise<UserError> {
  try {
    await act;
  } catch (error) {
    if (isUserError(error)) return error;
    throw error;
  }
  throw new Error("was accepted");
}

const owner = (id: string, name: string): Edit => ({ command: "updateEvent", id, changes: { owner: name } });

const mergeBranch = (proof: AuthorizedProject, name: string) => mergeWith(proof, name, async () => undefined);

/** The plan as a process without memory reads it. */
async function reloaded(branch?: string): Promise<Plan> {
  clearProcessState("planBranches");
  return (await loadPlan(project, branch)).plan;
}

beforeEach(async () => {
  project = await newProject();
});

describe("a stored plan", () => {
  it("comes back as it was written, the most hostile one too", async () => {
    expect(await reloaded()).toEqual({ ...referencePlan, slug: project.slug });
    project = await newProject(hostilePlan);
    expect(await reloaded()).toEqual({ ...hostilePlan, slug: project.slug });
    project = await newProject(null);
    expect(await reloaded()).toEqual(emptyPlan(project.slug));
  });

  it("is the same value while nothing changes, and of this project only", async () => {
    const first = await loadPlan(project);
    expect((await loadPlan(project)).plan).toBe(first.plan);
    const other = await newProject(emptyPlan("other"));
    expect((await loadPlan(other)).plan.events).toEqual([]);
    expect((await failure(loadPlan(project, "nowhere"))).code).toBe("not_found");
  });

  it("is changed by editors, row by row, with a record and an audit entry", async () => {
    const db = planDb();
    const branch = await db.planBranch.findFirstOrThrow({ where: { projectId: project.projectId } });
    const version = () =>
      db.$queryRaw<
        { id: string; xmin: string }[]
      >`select "objectId" as id, xmin::text from "PlanObject" where "branchId" = ${branch.id}`;
    const before = new Map((await version()).map(({ id, xmin }) => [id, xmin]));
    const saved = await commitEdits(project, "main", {
      expectedRevision: 0,
      edits: [owner("evt_payment", "Payments")],
    });
    expect(saved.revision).toBe(1);
    const written = (await version()).filter(({ id, xmin }) => before.get(id) !== xmin).map(({ id }) => id);
    expect(written).toEqual(["evt_payment"]);
    expect(await reloaded()).toEqual(saved.plan);
    const entry = await db.auditEntry.findFirstOrThrow({ where: { projectId: project.projectId } });
    expect(entry).toMatchObject({ action: "plan.edit", actorName: "Ada", target: "main" });
    expect((await failure(commitEdits(as("Vic", "viewer"), "main", { expectedRevision: 1, edits: [] }))).code).toBe(
      "forbidden",
    );
  });

  it("keeps the order of its objects through moves", async () => {
    let revision = 0;
    const ids = referencePlan.events.map(({ id }) => id as string);
    for (let step = 0; step < 60; step++) {
      const [id = "", before = null] = [ids[(step * 7) % ids.length], ids[(step * 3) % ids.length]];
      const edit: Edit = { command: "moveObject", kind: "event", id, before: step % 5 === 0 ? null : before };
      revision = (await commitEdits(project, "main", { expectedRevision: revision, edits: [edit] })).revision;
    }
    const { plan } = await loadPlan(project);
    expect(await reloaded()).toEqual(plan);
  });

  it("refuses broken edits and changes nothing", async () => {
    const rename: Edit = { command: "renameEvent", id: "evt_draft", name: "Signed Up" };
    const error = await failure(
      commitEdits(project, "main", { expectedRevision: 0, edits: [owner("evt_draft", "x"), rename] }),
    );
    expect(error.code).toBe("invalid_input");
    expect(error.fields[0]).toMatchObject({ path: "event/evt_draft/name" });
    const unknown = await failure(
      commitEdits(project, "main", { expectedRevision: 0, edits: [{ command: "nothing" }] }),
    );
    expect(unknown.code).toBe("invalid_input");
    const faults = async (changes: object) => {
      const half = { command: "updateEvent", id: "evt_draft", changes };
      return (await failure(commitEdits(project, "main", { expectedRevision: 0, edits: [half] }))).fields;
    };
    expect(await faults({ tags: ["\ud800"] })).toEqual([
      {
        path: "edits/0/changes/tags/0",
        en: "This text holds a character that cannot be kept (U+0000 or half a surrogate pair).",
        fr: "Ce texte contient un caractère qui ne peut pas être conservé (U+0000 ou moitié de paire de substitution).",
      },
    ]);
    expect(await faults({ description: { en: "\ud800" } })).toMatchObject([{ path: "edits/0" }]);
    expect(await faults({ rawSchema: { const: JSON.parse('{"__proto__":1}') } })).toMatchObject([
      { path: "edits/0/changes/rawSchema/const", fr: expect.stringContaining("La clé `__proto__`") },
    ]);
    expect(await reloaded()).toEqual({ ...referencePlan, slug: project.slug });
    expect((await loadPlan(project)).revision).toBe(0);
  });

  it("refuses schema bombs at once, naming the field", async () => {
    const place = { in: "event", id: "evt_search" } as const;
    const retype = (type: unknown) => ({ command: "updateProperty", place, id: "prp_debug", changes: { type } });
    const nested = (depth: number): unknown => {
      let schema: unknown = { type: "string" };
      for (let level = 0; level < depth; level++) schema = { allOf: [schema] };
      return { kind: "raw", schema };
    };
    const bombs = [
      nested(40),
      nested(10_000),
      { kind: "string", enum: Array.from({ length: 100_000 }, (_, index) => `v${index}`) },
      { kind: "raw", schema: { $ref: "#" } },
      {
        kind: "raw",
        schema: { properties: Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`p${at}`, {}])) },
      },
      { kind: "raw", schema: { items: {}, uniqueItems: true } },
      { kind: "string", pattern: "(a{1000}){1000}" },
    ];
    for (const bomb of bombs) {
      const error = await failure(commitEdits(project, "main", { expectedRevision: 0, edits: [retype(bomb)] }));
      expect(error.code).toBe("invalid_input");
      expect(error.fields.length).toBeGreaterThan(0);
    }
  });

  it("makes no revision for an edit that changes nothing", async () => {
    const same = await commitEdits(project, "main", {
      expectedRevision: 0,
      edits: [owner("evt_order_completed", "Checkout")],
    });
    expect(same.revision).toBe(0);
    expect(await branchHistory(project)).toEqual([]);
  });
});

describe("a stale save", () => {
  it("is taken when others changed other fields", async () => {
    await commitEdits(as("Bob"), "main", { expectedRevision: 0, edits: [owner("evt_payment", "Bob's")] });
    const description: Edit = { command: "updateEvent", id: "evt_payment", changes: { description: { fr: "Mieux." } } };
    const saved = await commitEdits(as("Cleo"), "main", { expectedRevision: 0, edits: [description] });
    const event = saved.plan.events.find(({ id }) => id === "evt_payment");
    expect(event).toMatchObject({ owner: "Bob's", description: { fr: "Mieux." } });
    expect(saved.revision).toBe(2);
  });

  it("is refused field by field when others changed the same", async () => {
    await commitEdits(as("Bob"), "main", { expectedRevision: 0, edits: [owner("evt_payment", "Bob's")] });
    await commitEdits(as("Dan"), "main", { expectedRevision: 1, edits: [owner("evt_search", "Dan's")] });
    const error = await failure(
      commitEdits(as("Cleo"), "main", {
        expectedRevision: 0,
        edits: [{ command: "updateEvent", id: "evt_payment", changes: { owner: "Cleo's", critical: true } }],
      }),
    );
    expect(error).toMatchObject({ code: "stale_revision", status: 409 });
    expect(error.fields).toEqual([
      {
        path: "event/evt_payment/owner",
        en: "Bob changed this meanwhile.",
        fr: "Bob a modifié ceci entre-temps.",
      },
    ]);
    expect(error.data).toMatchObject({
      revision: 2,
      fields: [
        { path: "event/evt_payment/owner", by: "Bob", current: "Bob's", at: expect.stringMatching(/^\d{4}-.*Z$/) },
      ],
    });
    expect((await loadPlan(project)).plan.events.find(({ id }) => id === "evt_payment")?.critical).toBe(false);
  });

  it("is refused when its object is gone", async () => {
    await commitEdits(as("Bob"), "main", {
      expectedRevision: 0,
      edits: [{ command: "removeObject", kind: "event", id: "evt_draft" }],
    });
    const error = await failure(
      commitEdits(as("Cleo"), "main", { expectedRevision: 0, edits: [owner("evt_draft", "x")] }),
    );
    expect(error.code).toBe("stale_revision");
    expect((await failure(commitEdits(project, "main", { expectedRevision: 9, edits: [] }))).code).toBe(
      "stale_revision",
    );
  });
});

describe("publishing", () => {
  it("makes an append-only version, with slots, a file and an announcement", async () => {
    const dataDir = temporaryFolder("versions");
    const heard: number[] = [];
    const stop = onNotified("planPublished", ({ projectId, version }) => {
      if (projectId === project.projectId) heard.push(version);
    });
    try {
      const first = await publishPlan(project, { notes: "First", expectedRevision: 0, dataDir });
      expect(first).toMatchObject({ version: 1, plan: { ...referencePlan, slug: project.slug } });
      expect(first.hash).toBe(contentHash({ plan: documentOfPlan(first.plan), eventVersions: first.eventVersions }));
      expect((await failure(publishPlan(project, { notes: "Again" }))).code).toBe("conflict");
      await commitEdits(project, "main", { expectedRevision: 0, edits: [owner("evt_payment", "P")] });
      expect((await failure(publishPlan(project, { notes: "", expectedRevision: 0 }))).code).toBe("stale_revision");
      const second = await publishPlan(project, { notes: "Second", expectedRevision: 1, dataDir });
      expect(second.eventVersions).toMatchObject({ evt_payment: 2, evt_search: 1 });
      expect(heard).toEqual([1, 2]);
      expect(
        (await listVersions(project)).map(({ version, notes, publishedBy }) => ({ version, notes, publishedBy })),
      ).toEqual([
        { version: 2, notes: "Second", publishedBy: "Ada" },
        { version: 1, notes: "First", publishedBy: "Ada" },
      ]);
      clearProcessState("planVersions");
      expect(await loadVersion(project.projectId, 1)).toEqual(first);
      expect(await latestVersion(project.projectId)).toEqual(second);
      expect((await failure(loadVersion(project.projectId, 3))).code).toBe("not_found");
      const folder = join(dataDir, "versions", project.projectId);
      expect((await readdir(folder)).sort()).toEqual([`1-${first.hash}.json`, `2-${second.hash}.json`]);
      const written = JSON.parse(await readFile(join(folder, `1-${first.hash}.json`), "utf8"));
      expect(written).toEqual({ ...first, plan: documentOfPlan(first.plan) });
      expect(planOfDocument(written.plan)).toEqual(first.plan);
      expect((await stat(join(folder, `1-${first.hash}.json`))).mode & 0o222).toBe(0);
    } finally {
      stop();
    }
  });

  it("is announced and done even where its file cannot be written; the next publish writes what is missing", async () => {
    const dataDir = temporaryFolder("versions");
    const heard: number[] = [];
    const stop = onNotified("planPublished", ({ projectId, version }) => {
      if (projectId === project.projectId) heard.push(version);
    });
    try {
      await writeFile(join(dataDir, "versions"), "a file where the folder should be");
      const first = await publishPlan(project, { notes: "", dataDir });
      expect([first.version, heard]).toEqual([1, [1]]);
      await rm(join(dataDir, "versions"));
      await commitEdits(project, "main", { expectedRevision: 0, edits: [owner("evt_payment", "P")] });
      const second = await publishPlan(project, { notes: "", dataDir });
      const written = await readdir(join(dataDir, "versions", project.projectId));
      expect(written.sort()).toEqual([`1-${first.hash}.json`, `2-${second.hash}.json`]);
    } finally {
      stop();
    }
  });

  it("locks identifiers and keeps former names", async () => {
    await publishPlan(project, { notes: "" });
    const identifier: Edit = { command: "setIdentifier", id: "evt_payment", identifier: "paid" };
    const locked = await failure(commitEdits(project, "main", { expectedRevision: 0, edits: [identifier] }));
    expect(locked.fields[0]).toMatchObject({ code: "identifier_locked" });
    const rename: Edit = { command: "renameEvent", id: "evt_payment", name: "Paid" };
    const { plan } = await commitEdits(project, "main", {
      expectedRevision: 0,
      edits: [rename, { ...identifier, unlock: true }],
    });
    expect(plan.events.find(({ id }) => id === "evt_payment")).toMatchObject({
      formerNames: ["Payment Attempted"],
      formerIdentifiers: ["paymentAttempted"],
    });
    const published = await publishPlan(project, { notes: "" });
    const renamed = published.plan.events.find(({ id }) => id === "evt_payment");
    const stray = { ...renamed, identifier: "other", formerIdentifiers: [] };
    const replaced = { command: "replaceObject", entry: { kind: "event", object: stray } };
    expect(
      (await failure(commitEdits(project, "main", { expectedRevision: 1, edits: [replaced] }))).fields[0],
    ).toMatchObject({
      code: "identifier_locked",
    });
  });

  it("refuses what an import brought in broken", async () => {
    const place = { in: "event", id: "evt_search" } as const;
    const unsafe: Edit = {
      command: "updateProperty",
      place,
      id: "prp_query",
      changes: { constraints: { pattern: "(?=a)" } },
    };
    expect((await failure(commitEdits(project, "main", { expectedRevision: 0, edits: [unsafe] }))).code).toBe(
      "invalid_input",
    );
    await commitEdits(project, "main", { expectedRevision: 0, edits: [unsafe], tolerant: true });
    const error = await failure(publishPlan(project, { notes: "" }));
    expect(error.fields).toMatchObject([{ path: "event/evt_search/properties/prp_query/type/pattern" }]);
  });

  it("gives slots once and never moves them", async () => {
    await publishPlan(project, { notes: "" });
    const { projectId } = project;
    const before = await listSlots(projectId);
    expect(slotFor(before, "evt_order_completed", "prp_total", "number")).toMatch(/^n\d$/);
    expect(slotFor(before, "evt_order_completed", "prp_placed_at", "datetime")).toMatch(/^n\d$/);
    expect(slotFor(before, "evt_order_completed", "prp_order_id", "string")).toMatch(/^s\d$/);
    expect(slotFor(before, "evt_order_completed", "prp_lines", "json")).toMatch(/^s\d$/);
    expect(slotFor(before, "evt_order_completed", "prp_line_sku", "string")).toBeUndefined();
    expect(slotFor(before, "evt_search", "prp_price_max", "number")).toMatch(/^n\d$/);
    expect(slotFor(before, "evt_search", "prp_position", "string")).toMatch(/^s\d$/);
    expect(slotFor(before, "evt_payment", "prp_amount_transfer", "number")).toMatch(/^n\d$/);
    const place = { in: "event", id: "evt_order_completed" } as const;
    const many = Array.from({ length: 30 }, (_, index) =>
      draftProperty({ id: `prp_many_${index}`, name: `m${index}` }),
    );
    await commitEdits(project, "main", {
      expectedRevision: 0,
      edits: [
        { command: "removeProperty", place, id: "prp_total" },
        { command: "updateProperty", place, id: "prp_order_id", changes: { type: { kind: "integer" }, examples: [] } },
        ...many.map((property) => ({ command: "addProperty", place, property })),
      ],
    });
    await publishPlan(project, { notes: "" });
    const after = await listSlots(projectId);
    for (const slot of before) expect(after).toContainEqual(slot);
    expect(slotFor(after, "evt_order_completed", "prp_order_id", "integer" as "number")).toBeUndefined();
    expect(slotFor(after, "evt_order_completed", "prp_order_id", "number")).toMatch(/^n\d$/);
    expect(slotFor(after, "evt_order_completed", "prp_many_29", "string")).toBe("overflow");
    const own = after.filter(({ eventId, slot }) => eventId === "evt_order_completed" && slot !== "overflow");
    expect(new Set(own.map(({ slot }) => slot)).size).toBe(own.length);
    expect(own.every(({ slot }) => /^(n([0-9]|1[0-5])|s([0-9]|1\d|2[0-3]))$/.test(slot))).toBe(true);
  });
});

describe("drafts", () => {
  it("leave main alone until they are merged", async () => {
    await createBranch(project, { name: "checkout", title: "Checkout" });
    await commitEdits(project, "checkout", { expectedRevision: 0, edits: [owner("evt_payment", "Draft")] });
    await commitEdits(project, "main", { expectedRevision: 0, edits: [owner("evt_search", "Main")] });
    expect((await loadPlan(project)).plan.events.find(({ id }) => id === "evt_payment")?.owner).toBeUndefined();
    const preview = await previewMerge(project, "checkout");
    expect(preview.conflicts).toEqual([]);
    expect(preview.changes.map(({ path }) => path)).toEqual(["event/evt_payment/owner"]);
    const merged = await mergeBranch(project, "checkout");
    expect(merged.revision).toBe(2);
    const owners = new Map((await reloaded()).events.map((event) => [event.id as string, event.owner]));
    expect([owners.get("evt_payment"), owners.get("evt_search")]).toEqual(["Draft", "Main"]);
    expect((await listBranches(project)).map(({ name, state }) => [name, state])).toEqual([
      ["main", "open"],
      ["checkout", "merged"],
    ]);
    expect((await failure(mergeBranch(project, "checkout"))).code).toBe("conflict");
    expect((await objectHistory(project, "evt_payment"))[0]).toMatchObject({
      merged: "checkout",
      fields: ["event/evt_payment/owner"],
    });
  });

  it("are refused with the fields both sides changed", async () => {
    await createBranch(project, { name: "a" });
    await commitEdits(project, "a", { expectedRevision: 0, edits: [owner("evt_payment", "Draft")] });
    await commitEdits(project, "main", { expectedRevision: 0, edits: [owner("evt_payment", "Main")] });
    expect((await previewMerge(project, "a")).conflicts).toMatchObject([{ path: "event/evt_payment/owner" }]);
    const error = await failure(mergeBranch(project, "a"));
    expect(error).toMatchObject({
      code: "conflict",
      data: { conflicts: [{ path: "event/evt_payment/owner", ours: "Main", theirs: "Draft" }] },
    });
    await closeBranch(project, "a");
    expect((await failure(commitEdits(project, "a", { expectedRevision: 1, edits: [] }))).code).toBe("conflict");
  });

  it("have a name of their own", async () => {
    await createBranch(project, { name: "a" });
    expect((await failure(createBranch(project, { name: "a" }))).code).toBe("conflict");
    expect((await failure(createBranch(project, { name: "main" }))).code).toBe("invalid_input");
    expect((await failure(createBranch(project, { name: "Été" }))).code).toBe("invalid_input");
    expect((await failure(createBranch(as("Vic", "viewer"), { name: "b" }))).code).toBe("forbidden");
    expect((await failure(closeBranch(project, "main"))).code).toBe("invalid_input");
  });
});

describe("the past", () => {
  it("can be read object by object and rebuilt at any revision", async () => {
    const plans = [(await loadPlan(project)).plan];
    const edits: Edit[][] = [
      [owner("evt_payment", "One")],
      [{ command: "renameEvent", id: "evt_search", name: "Searched" }],
      [owner("evt_payment", "Two"), { command: "removeObject", kind: "decision", id: "dec_checkout", cascade: true }],
      [{ command: "addObject", entry: { kind: "event", object: draftEvent(referencePlan, { name: "New One" }) } }],
    ];
    for (const [revision, batch] of edits.entries()) {
      plans.push(
        (await commitEdits(as(`Person${revision}`), "main", { expectedRevision: revision, edits: batch })).plan,
      );
    }
    for (const [revision, plan] of plans.entries()) expect(await planAt(project, "main", revision)).toEqual(plan);
    const history = await objectHistory(project, "evt_payment");
    expect(history.map(({ revision, by }) => [revision, by])).toEqual([
      [3, "Person2"],
      [1, "Person0"],
    ]);
    expect(history[0]?.fields.toSorted()).toEqual(["event/evt_payment/owner", "event/evt_payment/serves/dec_checkout"]);
    expect((await objectHistory(project, "dec_checkout"))[0]?.fields).toEqual(["decision/dec_checkout"]);
    expect((await branchHistory(project, { limit: 2, before: 4 })).map(({ revision }) => revision)).toEqual([3, 2]);
    expect((await failure(planAt(project, "main", 5))).code).toBe("not_found");
  });
});

describe("an import", () => {
  it("shows its changes before anything is written, and is then saved as one change", async () => {
    const event = draftEvent(referencePlan, { name: "Imported Event" });
    const preview = await importPlan(project, "main", { ...emptyPlan("x"), events: [event] });
    expect(preview.changes.map(({ code }) => code)).toEqual(["event_added"]);
    expect((await loadPlan(project)).revision).toBe(0);
    const saved = await commitEdits(project, "main", {
      expectedRevision: preview.revision,
      edits: preview.edits,
      tolerant: true,
    });
    expect(saved.plan).toEqual(preview.plan);
    expect(saved.plan.events).toHaveLength(referencePlan.events.length + 1);
    expect((await importPlan(project, "main", saved.plan)).edits).toEqual([]);
  });

  it("of two thousand events is stored, loaded and edited", async () => {
    const base = emptyPlan("big");
    const events = Array.from({ length: 2000 }, (_, index) =>
      draftEvent(base, {
        name: `Event ${index}`,
        identifier: `event${index}`,
        properties: Array.from({ length: 15 }, (_, property) => draftProperty({ name: `p_${property}` })),
      }),
    );
    const preview = await importPlan(project, "main", { ...base, events });
    await commitEdits(project, "main", { expectedRevision: 0, edits: preview.edits, tolerant: true });
    await publishPlan(project, { notes: "" });
    expect((await reloaded()).events).toHaveLength(2000 + referencePlan.events.length);
    await commitEdits(project, "main", { expectedRevision: 1, edits: [owner("evt_payment", "Quick")] });
  }, 120_000);
});
