import { beforeAll, describe, expect, it } from "vitest";
import { authorizeProject } from "../access/authorize.ts";
import type { AuthorizedProject } from "../access/authorized.ts";
import { asProject, makePerson, makeToken, makeWorld, outcome, type TestWorld } from "../access/testing.ts";
import { addMember } from "../access/workspace.ts";
import { createCohort, listCohorts } from "../analysis/cohort/store.ts";
import { emptyPlan, newBundle, newEvent, newProperty } from "../plan/new-object.ts";
import { loadPlan } from "../plan/store.ts";
import { closeBranch } from "../plan/store-branch.ts";
import { mergeBranch } from "../plan/store-branch-merge.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { importPlan } from "../plan/store-import.ts";
import { publishPlan } from "../plan/store-publish.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { TEMPLATES } from "./catalogue.ts";
import { writeHouseFile } from "./house-file.ts";
import { applyTemplate } from "./store-apply.ts";
import {
  deleteHouseTemplate,
  listHouseOffers,
  listHouseTemplates,
  listHouseVersions,
  openHouseTemplate,
} from "./store-house.ts";
import { applyHouse, previewHouse } from "./store-house-apply.ts";
import { listWaitingCohorts, takeCohorts, unfilledRoles } from "./store-house-cohort.ts";
import { houseGround, importHouseFile, saveHouseTemplate, saveHouseVersion, selectHouse } from "./store-house-save.ts";
import { dismissOffer } from "./store-house-standing.ts";

usePlanDb();

let world: TestWorld;
let shop: AuthorizedProject;
/** A project of another workspace, by a person who is a member of both; by one who is of this workspace alone. */
let client: AuthorizedProject;
let stranger: AuthorizedProject;

const TEXTS = { name: { en: "House basics", fr: "Bases maison" }, description: {}, notes: "" };

async function write(
  project: AuthorizedProject,
  change: (plan: Awaited<ReturnType<typeof loadPlan>>["plan"]) => object,
) {
  const { plan } = await loadPlan(project);
  const next = { ...plan, ...change(plan) };
  const { edits, revision } = await importPlan(project, "main", next, { clear: true, remove: true });
  await commitEdits(project, "main", { expectedRevision: revision, edits, tolerant: true });
}

beforeAll(async () => {
  world = await makeWorld();
  const { outsider, otherProject, otherWorkspace } = world;
  shop = await asProject(world);
  stranger = await authorizeProject({ session: outsider.session }, otherProject.slug);
  const both = await makePerson("both@example.test");
  await addMember(planDb(), world.workspace.id, both.id, "editor");
  await addMember(planDb(), otherWorkspace.id, both.id, "editor");
  client = await authorizeProject({ session: both.session }, otherProject.slug);
  await write(shop, () => ({
    ...emptyPlan(shop.slug),
    name: { en: "Shop" },
    bundles: [
      newBundle({
        id: "bdl_cart",
        name: "Cart",
        properties: [newProperty({ id: "prp_total", name: "total", type: { kind: "number" }, required: true })],
      }),
    ],
    events: [
      newEvent({
        id: "evt_paid",
        name: "Order Paid",
        identifier: "orderPaid",
        bundles: ["bdl_cart"],
        roles: ["purchase"],
      }),
    ],
  }));
  await publishPlan(shop, { notes: "" });
  await createCohort(shop, {
    name: "Payers",
    criterion: { kind: "count", event: { event: "evt_paid" }, count: { op: ">=", value: 1 }, window: { lastDays: 30 } },
  });
  await createCohort(shop, {
    name: "New people",
    criterion: {
      kind: "not",
      of: { kind: "count", event: { event: "evt_paid" }, count: { op: ">=", value: 1 }, window: { lastDays: 7 } },
    },
  });
}, 60_000);

describe("a template of the house", () => {
  let id = "";

  it("is saved of a selection with what it refers to, and found by what it holds", async () => {
    const ground = await houseGround(shop, {});
    const cohort = ground.cohorts.find(({ name }) => name === "Payers")?.key ?? "";
    const { content, besides } = selectHouse(ground, { objects: [], cohorts: [cohort], standards: false });
    expect(besides.toSorted()).toEqual(["bdl_cart", "evt_paid"]);
    ({ id } = await saveHouseTemplate(shop, { ...TEXTS, content, from: ground.from }));
    const { items, total } = await listHouseTemplates(shop, { search: "paid  HOUSE" });
    expect([total, items.map(({ name }) => name.fr)]).toEqual([1, ["Bases maison"]]);
    expect(items[0]?.counts).toMatchObject({ event: 1, bundle: 1, cohort: 1, standards: 0 });
    expect((await listHouseTemplates(shop, { search: "nothing like it" })).total).toBe(0);
    expect(await outcome(saveHouseVersion(shop, id, { ...TEXTS, content, from: "" }))).toBe("conflict");
    const empty = selectHouse(ground, { objects: [], cohorts: [], standards: false }).content;
    expect(await outcome(saveHouseTemplate(shop, { ...TEXTS, content: empty, from: "" }))).toBe("invalid_input");
    expect(await outcome(saveHouseTemplate(shop, { ...TEXTS, name: { en: " " }, content, from: "" }))).toBe(
      "invalid_input",
    );
  });

  it("is read by members of its workspace alone", async () => {
    expect((await listHouseTemplates(stranger)).total).toBe(0);
    expect(await outcome(openHouseTemplate(stranger, id))).toBe("not_found");
    const token = async (...scopes: readonly ("plan:read" | "analysis:read")[]) =>
      authorizeProject({ token: (await makeToken(shop.projectId, "viewer", { scopes })).token }, shop.slug);
    const cohortsFor = async (reader: AuthorizedProject) =>
      (await openHouseTemplate(reader, id)).content.cohorts.length;
    expect(await cohortsFor(await token("plan:read"))).toBe(0);
    expect(await cohortsFor(await token("plan:read", "analysis:read"))).toBe(1);
    const [item] = (await listHouseTemplates(client)).items;
    expect(item?.workspace.own).toBe(false);
    expect(await outcome(deleteHouseTemplate(client, id))).toBe("forbidden");
    const endsAt = (end: Date | null) =>
      planDb().membership.update({
        where: { workspaceId_personId: { workspaceId: world.workspace.id, personId: client.actor.id } },
        data: { endsAt: end },
      });
    await endsAt(new Date(0));
    expect((await listHouseTemplates(client)).total).toBe(0);
    await endsAt(null);
  });

  it("becomes a branch of another workspace's project, and its cohorts wait for the plan to be published", async () => {
    const house = await openHouseTemplate(client, id);
    const preview = await previewHouse(client, house);
    expect(preview.changes.length).toBeGreaterThan(0);
    const { branch = "" } = await applyHouse(client, house, { title: "", expectedRevision: preview.revision });
    expect(branch).toBe("house-basics-v1");
    expect((await loadPlan(client)).plan.events).toEqual([]);
    expect((await loadPlan(client, branch)).plan.events.map(({ name }) => name)).toEqual(["Order Paid"]);
    const pending = await openHouseTemplate(client, id);
    expect(pending.standing).toEqual({ pending: { version: 1, branch } });
    expect(await listWaitingCohorts(client, pending)).toEqual([]);
    await mergeBranch(client, branch, async () => {});
    const merged = await openHouseTemplate(client, id);
    expect(merged.standing).toMatchObject({ applied: { version: 1 } });
    const [waiting] = await listWaitingCohorts(client, merged);
    expect([waiting?.state, waiting?.missing.length]).toEqual(["new", 1]);
    await publishPlan(client, { notes: "" });
    expect((await listWaitingCohorts(client, merged))[0]?.missing).toEqual([]);
    const key = waiting?.cohort.key ?? "";
    expect(await takeCohorts(client, merged, { [key]: { take: "mine" } })).toEqual({ taken: [], refused: [] });
    expect(await listCohorts(client)).toEqual([]);
    expect(await takeCohorts(client, merged, { [key]: { take: "theirs" } })).toEqual({
      taken: ["Payers"],
      refused: [],
    });
    expect((await listCohorts(client)).map(({ name }) => name)).toEqual(["Payers"]);
    expect(await listWaitingCohorts(client, await openHouseTemplate(client, id))).toEqual([]);
  });

  it("offers its next version, which is put aside, or merged three ways with what was changed here", async () => {
    await write(client, (plan) => ({ events: plan.events.map((event) => ({ ...event, owner: "Client" })) }));
    await write(shop, (plan) => ({
      decisions: [{ id: "dec_price", name: { en: "What to charge" }, description: {} }],
      events: plan.events.map((event) => ({ ...event, trigger: { en: "The bank says yes." } })),
    }));
    const ground = await houseGround(shop, {});
    const { content } = selectHouse(ground, "all");
    expect(
      await saveHouseVersion(shop, id, { ...TEXTS, notes: "All of it", content, from: ground.from }),
    ).toMatchObject({ version: 2 });
    expect((await listHouseVersions(client, id)).map(({ version, notes }) => [version, notes])).toEqual([
      [2, "All of it"],
      [1, ""],
    ]);
    const [offer] = await listHouseOffers(client);
    expect(offer).toMatchObject({ id, standing: { offer: 2, applied: { version: 1 } } });
    await dismissOffer(client, { id, latestVersion: 2 });
    expect(await listHouseOffers(client)).toEqual([]);
    const house = await openHouseTemplate(client, id);
    const { branch = "" } = await applyHouse(client, house, { title: "" });
    const { plan } = await loadPlan(client, branch);
    expect(plan.events[0]).toMatchObject({ owner: "Client", trigger: { en: "The bank says yes." } });
    expect(plan.decisions.map(({ id: one }) => one)).toEqual(["dec_price"]);
    await closeBranch(client, branch);
    expect((await openHouseTemplate(client, id)).standing).toMatchObject({ applied: { version: 1 } });
  });

  it("is refused while a field that both changed is not decided, and leaves no branch behind", async () => {
    await write(client, (plan) => ({ events: plan.events.map((event) => ({ ...event, trigger: { en: "Ours." } })) }));
    await write(shop, (plan) => ({ events: plan.events.map((event) => ({ ...event, trigger: { en: "Theirs." } })) }));
    const ground = await houseGround(shop, {});
    await saveHouseVersion(shop, id, { ...TEXTS, content: selectHouse(ground, "all").content, from: ground.from });
    // The version that was taken has no trigger, so both sides added one.
    const house = await openHouseTemplate(client, id);
    const { conflicts, revision } = await previewHouse(client, house);
    expect(conflicts.map(({ path }) => path)).toEqual(["event/evt_paid/trigger.en"]);
    const branches = await planDb().planBranch.count({ where: { projectId: client.projectId } });
    expect(await outcome(applyHouse(client, house, { title: "" }))).toBe("conflict");
    expect(await planDb().planBranch.count({ where: { projectId: client.projectId } })).toBe(branches);
    const resolutions = new Map([["event/evt_paid/trigger.en", { take: "theirs" } as const]]);
    expect(await outcome(applyHouse(client, house, { title: "", resolutions, expectedRevision: revision - 1 }))).toBe(
      "stale_revision",
    );
    const { branch = "" } = await applyHouse(client, house, { title: "", resolutions, expectedRevision: revision });
    expect((await loadPlan(client, branch)).plan.events[0]?.trigger).toEqual({ en: "Theirs." });
    expect((await openHouseTemplate(client, id)).standing).toMatchObject({ pending: { version: 3, branch } });
    await mergeBranch(client, branch, async () => {});
    for (const version of [1, 3]) {
      const older = await openHouseTemplate(client, id, version);
      expect(await outcome(applyHouse(client, older, { title: "" }))).toBe("conflict");
    }
    const [waiting] = await listWaitingCohorts(client, await openHouseTemplate(client, id));
    expect([waiting?.cohort.name, waiting?.state]).toEqual(["New people", "new"]);
  });

  it("comes to a protected main by a branch alone, and so does the plan of an industry", async () => {
    const protect = (mainProtected: boolean) =>
      planDb().project.update({ where: { id: client.projectId }, data: { mainProtected } });
    await write(shop, (plan) => ({ events: plan.events.map((event) => ({ ...event, owner: "House" })) }));
    const ground = await houseGround(shop, {});
    await saveHouseVersion(shop, id, { ...TEXTS, content: selectHouse(ground, "all").content, from: ground.from });
    await protect(true);
    const { revision } = await loadPlan(client);
    const [template] = TEMPLATES;
    if (template === undefined) throw new Error("no template");
    expect(await outcome(applyTemplate(client, { template, language: "en" }, "main"))).toBe("conflict");
    const resolutions = new Map([["*", { take: "theirs" } as const]]);
    const { branch = "" } = await applyHouse(client, await openHouseTemplate(client, id), { title: "", resolutions });
    expect((await loadPlan(client)).revision).toBe(revision);
    await closeBranch(client, branch);
    await protect(false);
  });

  it("names the roles that nothing fills", async () => {
    const { content } = await openHouseTemplate(client, id);
    const cohorts = [
      {
        key: "coh_x",
        name: "X",
        description: "",
        criterion: {
          kind: "count",
          event: { role: "sign_up" },
          count: { op: ">=", value: 1 },
          window: { lastDays: 7 },
        } as const,
      },
    ];
    expect(unfilledRoles({ ...content, cohorts }, emptyPlan("x"))).toEqual(["sign_up"]);
    expect(unfilledRoles(content, emptyPlan("x"))).toEqual([]);
  });

  it("travels in a file, where it is the same template again, and is deleted by an admin", async () => {
    const { content, origin } = await openHouseTemplate(shop, id);
    const file = { ...TEXTS, origin, version: 7, content };
    const opened = await importHouseFile(stranger, writeHouseFile(file), "house.yaml");
    expect(opened.version).toBe(7);
    expect(await outcome(importHouseFile(stranger, writeHouseFile(file), "house.yaml"))).toBe("conflict");
    const next = { ...file, content: { ...content, standards: false, cohorts: [] } };
    expect(await importHouseFile(stranger, writeHouseFile(next), "house.yaml")).toEqual({ id: opened.id, version: 8 });
    // An older file is no news.
    expect(await outcome(importHouseFile(stranger, writeHouseFile(file), "house.yaml"))).toBe("conflict");
    const twice = writeHouseFile({ ...file, origin: "hst_twice" });
    const both = [1, 2].map(() => outcome(importHouseFile(stranger, twice, "twice.yaml")));
    expect((await Promise.all(both)).toSorted()).toEqual(["conflict", "ok"]);
    await planDb().houseTemplateVersion.createMany({
      data: Array.from({ length: 498 }, (_, index) => ({
        ...{ templateId: opened.id, version: 100 + index, hash: `${index}`, document: {}, counts: {} },
        ...{ savedFrom: "", savedBy: "" },
      })),
    });
    const another = { ...file, content: { ...content, cohorts: [] } };
    expect(await outcome(importHouseFile(stranger, writeHouseFile(another), "house.yaml"))).toBe("invalid_input");
    expect(await outcome(importHouseFile(stranger, "gabaritTemplate: 2", "house.yaml"))).toBe("invalid_input");
    const before = (await loadPlan(client)).plan;
    await deleteHouseTemplate(shop, id);
    expect(await outcome(openHouseTemplate(shop, id))).toBe("not_found");
    expect((await loadPlan(client)).plan).toEqual(before);
  });
});
