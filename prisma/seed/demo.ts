/**
 * The demo: a workspace with a published plan, its generated SDK, sixty days of traffic sent through the real endpoint, and
 * cohorts and reports over it. It can be interrupted: the next start goes on where it stopped, and nothing counts twice.
 */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { authorizeSystem } from "../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { createSignInLink } from "../../lib/access/one-time-link.ts";
import { seedWorkspace } from "../../lib/access/setup.ts";
import { createSource, listSources } from "../../lib/access/source.ts";
import type { Language, PublishedPlan } from "../../lib/plan/plan.ts";
import { loadPlan } from "../../lib/plan/store.ts";
import { commitEdits } from "../../lib/plan/store-commit.ts";
import { importPlan } from "../../lib/plan/store-import.ts";
import { publishPlan } from "../../lib/plan/store-publish.ts";
import { latestVersion, loadVersion } from "../../lib/plan/store-version.ts";
import { planDb } from "../../lib/store/plan-db.ts";
import { seedDraft } from "./demo-draft.ts";
import { seedPictures } from "./demo-journeys.ts";
import { demoPlan } from "./demo-plan.ts";
import { playTraffic } from "./demo-player.ts";
import { seedQuestions } from "./demo-questions.ts";
import { buildSdk } from "./demo-sdk.ts";
import { seedTeams } from "./demo-teams.ts";
import { simulateTraffic } from "./demo-traffic.ts";
import { DEMO_WORDS } from "./demo-words.ts";

export const DEMO_SLUG = "maison-lin";
const DEMO_EMAIL = "demo@gabarit.local";
const PEOPLE = 2200;

const SOURCES = [
  { slug: "shop-web", name: "Shop (web)", platform: "web" },
  { slug: "shop-server", name: "Shop (server)", platform: "node" },
] as const;

interface DemoState {
  /** When the sixty days end, ms. Kept, so that a second attempt plays the very same traffic. */
  readonly now: number;
  /** The owner's API token, until it has been printed. */
  readonly token?: string;
}

export interface DemoOptions {
  /** The demo's data folder. */
  readonly dataDir: string;
  /** Where ingest listens, e.g. http://127.0.0.1:3000. */
  readonly host: string;
  readonly say: (line: string) => void;
  /** Of what it says; English unless told otherwise. */
  readonly language?: Language;
  readonly progress: (done: number, total: number) => void;
  /** How many people there are; 2,200 unless told otherwise. */
  readonly people?: number;
  /** When the sixty days end, ms; the first start unless told otherwise. */
  readonly now?: number;
}

async function readState(file: string): Promise<DemoState | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as DemoState);
}

/** The event that had another name in the first version of the plan. */
const RENAMED = { id: "evt_product_added", before: "Item Added", after: "Product Added", identifier: "productAdded" };

function firstPlan() {
  const plan = demoPlan(DEMO_SLUG);
  return {
    ...plan,
    events: plan.events.map((event) =>
      event.id === RENAMED.id ? { ...event, name: RENAMED.before, identifier: "itemAdded" } : event,
    ),
  };
}

async function publishedTwice(project: AuthorizedProject, dataDir: string): Promise<[PublishedPlan, PublishedPlan]> {
  const latest = await latestVersion(project.projectId);
  if (latest === undefined) {
    await seedPictures(project);
    const preview = await importPlan(project, "main", firstPlan(), { clear: true });
    await commitEdits(project, "main", { expectedRevision: preview.revision, edits: preview.edits, tolerant: true });
    await publishPlan(project, { notes: "First version · Première version", dataDir });
  }
  if ((latest?.version ?? 0) < 2) {
    const { revision } = await loadPlan(project);
    const edits = [
      { command: "renameEvent", id: RENAMED.id, name: RENAMED.after },
      { command: "setIdentifier", id: RENAMED.id, identifier: RENAMED.identifier, unlock: true },
    ];
    await commitEdits(project, "main", { expectedRevision: revision, edits });
    await publishPlan(project, {
      notes: "Item Added is now Product Added · Item Added devient Product Added",
      dataDir,
    });
  }
  return [await loadVersion(project.projectId, 1), await loadVersion(project.projectId, 2)];
}

async function sourceKeys(project: AuthorizedProject): Promise<Record<"shop-web" | "shop-server", string>> {
  const existing = await listSources(project);
  const keys = { "shop-web": "", "shop-server": "" };
  for (const source of SOURCES) {
    const found =
      existing.find((item) => item.slug === source.slug) ??
      (await createSource(project, { ...source, environment: "production" }));
    keys[source.slug] = found.writeKeys[0]?.key ?? "";
  }
  return keys;
}

/** Resolves when everything that was sent can be asked about. */
async function whenQueryable(isQueryable: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 600 && !(await isQueryable()); attempt++)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

async function fill(state: DemoState, options: DemoOptions, drained: () => Promise<boolean>): Promise<void> {
  const { dataDir, host, say, progress, people = PEOPLE, language = "en" } = options;
  const words = DEMO_WORDS[language];
  const project = await authorizeSystem(DEMO_SLUG);
  const writeKeys = await sourceKeys(project);
  say(words.publishing);
  const [first, second] = await publishedTwice(project, dataDir);
  const bundles = {
    1: await buildSdk(first, join(dataDir, "sdk", "1")),
    2: await buildSdk(second, join(dataDir, "sdk", "2")),
  };
  await seedQuestions(project);
  const calls = simulateTraffic(people, state.now);
  say(words.sending(calls.length, people));
  await playTraffic(calls, { host, writeKeys, bundles, progress });
  await whenQueryable(drained);
  await seedTeams(project, DEMO_EMAIL);
  say(words.judging);
  await seedDraft(DEMO_SLUG);
}

/**
 * Fills the demo if it is not filled yet. Answers the owner's API token at the first start, and a fresh one-time sign-in
 * path (`/sign-in?...`) at each.
 */
export async function seedDemo(
  options: DemoOptions,
  drained: () => Promise<boolean>,
): Promise<{ readonly token?: string; readonly signInPath: string }> {
  const file = join(options.dataDir, "demo.json");
  let state = await readState(file);
  if (state === undefined) {
    const existing = await planDb().project.count({ where: { slug: DEMO_SLUG } });
    if (existing > 0) throw new Error("Invariant: the demo’s data folder holds something else");
    const seeded = await seedWorkspace({
      email: DEMO_EMAIL,
      name: "Demo",
      language: "en",
      workspaceName: "Maison Lin",
      project: { name: "Maison Lin", slug: DEMO_SLUG, timeZone: "Europe/Paris", currency: "EUR", weekStart: 1 },
    });
    state = { now: options.now ?? Date.now(), token: seeded.token };
    await writeFile(file, JSON.stringify(state), { mode: 0o600 });
  }
  const { token } = state;
  if (token !== undefined) {
    await fill(state, options, drained);
    await writeFile(file, JSON.stringify({ now: state.now }), { mode: 0o600 });
  }
  const link = await createSignInLink(DEMO_EMAIL);
  return { ...(token === undefined ? {} : { token }), signInPath: link.path };
}
