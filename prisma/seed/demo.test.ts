/** The demo keeps its promises: a plan without a finding, and ten cohorts with members that a naive evaluation confirms. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { authorizeSystem, workspaceOf } from "../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { listTeams } from "../../lib/access/team.ts";
import { answerQuestion } from "../../lib/analysis/answer.ts";
import { bindCriterion } from "../../lib/analysis/bind/bind.ts";
import { listCohorts } from "../../lib/analysis/cohort/store.ts";
import { COHORT_TEMPLATES } from "../../lib/analysis/cohort/templates.ts";
import { membersOf } from "../../lib/analysis/naive/cohort.ts";
import { knownPeople } from "../../lib/analysis/naive/world.ts";
import type { CohortResult, MetricResult } from "../../lib/analysis/question.ts";
import { listReports } from "../../lib/analysis/report-store.ts";
import { listBacktests } from "../../lib/backtest/store.ts";
import { startTestServer, type TestServer } from "../../lib/ingest/testing/server.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { registerOf } from "../../lib/plan/register.ts";
import { findFindings } from "../../lib/plan/rules/find-findings.ts";
import { loadPlan } from "../../lib/plan/store.ts";
import { readImage } from "../../lib/plan/store-image.ts";
import { latestVersion, loadVersion } from "../../lib/plan/store-version.ts";
import { listThreads } from "../../lib/review/comment.ts";
import { readReview } from "../../lib/review/read.ts";
import { planDb } from "../../lib/store/plan-db.ts";
import { useEventDb, usePlanDb } from "../../lib/store/testing.ts";
import { DEMO_SLUG, seedDemo } from "./demo.ts";
import { DEMO_DRAFT, seedDraft } from "./demo-draft.ts";
import { demoPlan } from "./demo-plan.ts";
import { playTraffic } from "./demo-player.ts";
import { type DemoCall, simulateTraffic } from "./demo-traffic.ts";
import { demoWorld } from "./testing/demo-world.ts";

usePlanDb();
useEventDb();

// Thousands of events through the real endpoint take their time on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

const PEOPLE = 120;
/** Four days after the clocks of Paris went forward. */
const NOW = Date.UTC(2026, 3, 2, 15);
const SOURCES = ["shop-web", "shop-server"];

let server: TestServer;
let project: AuthorizedProject;
let published: PublishedPlan;
const progress: string[] = [];
const calls = simulateTraffic(PEOPLE, NOW);

beforeAll(async () => {
  server = await startTestServer();
  const options = {
    dataDir: server.dataDir,
    host: server.url,
    say: () => undefined,
    progress: (done: number, total: number) => void progress.push(`${done}/${total}`),
    people: PEOPLE,
    now: NOW,
  };
  await seedDemo(options, async () => {
    await server.ingest.settled();
    return true;
  });
  project = await authorizeSystem(DEMO_SLUG);
  const latest = await latestVersion(project.projectId);
  if (latest === undefined) throw new Error("nothing was published");
  published = latest;
});
afterAll(() => server?.stop());

describe("the demo's plan", () => {
  it("says what identifies a person", async () => {
    expect((await loadPlan(project)).plan.settings).toEqual(demoPlan(DEMO_SLUG).settings);
  });

  it("has no finding, as written, as published first and as published now", async () => {
    const first = await loadVersion(project.projectId, 1);
    expect(published.version).toBe(2);
    for (const plan of [demoPlan(DEMO_SLUG), first.plan, published.plan, (await loadPlan(project)).plan]) {
      expect(plan.settings.languages).toEqual(["en", "fr"]);
      const said = findFindings(plan, { sources: SOURCES }).map(({ en, fr, target }) => [target.path, en, fr]);
      expect(said).toEqual([]);
    }
  });
});

describe("the demo's workspace", () => {
  it("has a team of people for every owner the plan names, and the pictures of its journeys", async () => {
    const { plan } = await loadPlan(project);
    const owners = [...plan.events, ...plan.decisions, ...plan.metrics, ...plan.bundles, ...plan.journeys];
    const named = new Set(owners.flatMap(({ owner }) => owner ?? []));
    const teams = await listTeams(await workspaceOf(project));
    expect(teams.filter(({ people }) => people.length > 0).map(({ name }) => name)).toEqual([...named].sort());
    const images = plan.journeys.flatMap(({ steps }) => steps.flatMap(({ image }) => image?.id ?? []));
    expect(images).toHaveLength(4);
    for (const id of images) expect((await readImage(project, id)).mediaType).toBe("image/png");
  });

  it("leaves nothing open in the register of processing", async () => {
    expect(registerOf((await loadPlan(project)).plan).missing).toEqual([]);
  });
});

describe("the demo's draft", () => {
  it("waits for its review, breaks something, and was judged on what was received", async () => {
    const draft = await readReview(project, DEMO_DRAFT);
    expect(draft.branch.state).toBe("ready");
    expect(draft.facts.backtest?.stale).toBeNull();
    expect(draft.facts.backtest?.failing).toBeGreaterThan(0);
  });

  it("that was left half made is finished by the next start, and nothing of it is made twice", async () => {
    const review = { branch: { name: DEMO_DRAFT } };
    await planDb().commentThread.deleteMany({ where: review });
    await planDb().review.deleteMany({ where: review });
    const { revision } = (await readReview(project, DEMO_DRAFT)).branch;
    await seedDraft(DEMO_SLUG);
    expect((await readReview(project, DEMO_DRAFT)).branch).toMatchObject({ state: "ready", revision });
    expect((await listThreads(project, { branch: DEMO_DRAFT })).items).toHaveLength(1);
    expect(await listBacktests(project, DEMO_DRAFT)).toHaveLength(1);
  });
});

describe("the demo's traffic", () => {
  it("arrives whole: what conforms is considered, what was sent wrong on purpose is stated", async () => {
    expect(progress.at(-1)).toBe(`${calls.length}/${calls.length}`);
    const { world } = demoWorld(published.plan, calls, NOW);
    const tracked = calls.filter(({ call }) => call.kind !== "identify");
    const unplanned = tracked.filter(({ call }) => call.kind === "untyped").length;
    const { result, statement } = await answerQuestion(project, {
      kind: "metric",
      event: { any: true },
      measure: { kind: "count" },
      interval: "total",
      range: { ever: true },
      asOf: new Date(NOW).toISOString(),
    });
    expect((result as MetricResult).series[0]?.total).toBe(world.events.length);
    expect(statement).toMatchObject({
      received: tracked.length,
      considered: world.events.length,
      excluded: { unplanned, violating: tracked.length - unplanned - world.events.length, malformed: 0 },
      duplicates: 0,
      planVersions: [1, 2],
    });
    expect(statement.excluded.violating).toBeGreaterThan(0);
    expect(unplanned).toBeGreaterThan(0);
  });
});

describe("the demo's cohorts", () => {
  it.each(COHORT_TEMPLATES.map(({ id }) => id))("%s has members, those of the naive evaluation", async (template) => {
    const cohort = (await listCohorts(project)).find((one) => one.template === template);
    const criterion = COHORT_TEMPLATES.find(({ id }) => id === template)?.criterion;
    if (cohort === undefined || criterion === undefined) throw new Error(`no cohort ${template}`);
    const bound = bindCriterion(published.plan, criterion, { cohorts: [] });
    if (!bound.ok) throw new Error(JSON.stringify(bound.errors));
    const { result } = await answerQuestion(project, {
      kind: "cohort",
      criterion: { kind: "cohort", cohort: cohort.id },
      members: "all",
      asOf: new Date(NOW).toISOString(),
    });
    const { count, known, members } = result as CohortResult;
    const { world, nameOf } = demoWorld(published.plan, calls, NOW);
    const naive = membersOf(world, new Map(), bound.question).map(nameOf);
    expect(naive).not.toEqual([]);
    expect(members.map(({ user }) => user).sort()).toEqual(naive.sort());
    expect(count).toBe(naive.length);
    expect(known).toBe(knownPeople(world).length);
  });

  it("and reports can all be answered", async () => {
    const reports = await listReports(project);
    expect(reports).toHaveLength(5);
    for (const { question } of reports)
      await expect(answerQuestion(project, { ...question, asOf: new Date(NOW).toISOString() })).resolves.toBeDefined();
  });
});

describe("a demo that loses messages", () => {
  it("fails, and says what was lost", async () => {
    const refusing = createServer((request, response) => {
      request.resume().on("end", () => response.writeHead(400).end());
    });
    await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
    const play = (some: readonly DemoCall[]) =>
      playTraffic(some, {
        host: `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`,
        writeKeys: { "shop-web": "gbw_x", "shop-server": "gbw_y" },
        bundles: { 1: `${server.dataDir}/sdk/1/bundle.mjs`, 2: `${server.dataDir}/sdk/2/bundle.mjs` },
        progress: () => undefined,
      });
    try {
      await expect(play(calls.slice(0, 5))).rejects.toThrow(/dropped messages: \d/);
      const [call] = calls;
      if (call === undefined) throw new Error("no call");
      const unknown = { ...call, call: { kind: "event", identifier: "notThere", properties: {} } } as const;
      await expect(play([unknown])).rejects.toThrow("no function notThere");
    } finally {
      refusing.closeAllConnections();
      refusing.close();
    }
  });
});
