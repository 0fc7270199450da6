/** Every server action against every kind of caller. A new action without a row in the table fails. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { mayActAs, ROLES } from "../../lib/access/authorized.ts";
import { endSession, startSession } from "../../lib/access/session.ts";
import { asProject, makeWorld, type TestWorld } from "../../lib/access/testing.ts";
import { ERROR_TABLE, isUserError } from "../../lib/base/error.ts";
import { manageFrom, releaseManaged } from "../../lib/plan/store-managed.ts";
import { planDb } from "../../lib/store/plan-db.ts";
import { useEventDb, usePlanDb } from "../../lib/store/testing.ts";
import type { ActionRow } from "./testing/action-row.ts";
import { ACTION_ROWS } from "./testing/action-rows.ts";
import { useRequest } from "./testing/request.ts";

usePlanDb();
useEventDb();

/** The request as Next would hand it to an action: its cookie and headers. */
const request = useRequest();

const app = fileURLToPath(new URL("..", import.meta.url));
const files = readdirSync(app, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.tsx?$/.test(file) && /^\s*["']use server["']/.test(readFileSync(`${app}/${file}`, "utf8")),
);

type Action = (...args: readonly unknown[]) => Promise<unknown>;
const actions = new Map<string, Action>();
for (const file of files)
  for (const [name, value] of Object.entries((await import(`../${file}`)) as Record<string, unknown>))
    if (typeof value === "function") actions.set(`${file}#${name}`, value as Action);

/** "ok", where it led, or the code of the refusal: thrown, in the state of a form, or under `error`. */
async function outcome(action: Action, session: string | undefined, args: readonly unknown[]): Promise<string> {
  request.cookie = session;
  try {
    const result = (await action(...args)) as { code?: string; error?: { code?: string } } | undefined;
    const code = result?.code ?? result?.error?.code;
    return code !== undefined && Object.hasOwn(ERROR_TABLE, code) ? code : "ok";
  } catch (error) {
    if (isUserError(error)) return error.code;
    const digest = (error as { digest?: string }).digest ?? "";
    if (digest.startsWith("NEXT_REDIRECT")) return `to ${digest.split(";")[2]}`;
    throw error;
  }
}

const REFUSED_VISITOR = /^(unauthenticated|to \/en\/sign-in)/;

/** A session of the viewer's that was ended. */
async function endedSession(world: TestWorld): Promise<string> {
  const row = await planDb().person.findUniqueOrThrow({ where: { id: world.people.viewer.id } });
  const { token } = await startSession(planDb(), row, {});
  await endSession(token);
  return token;
}

it("has a row for every server action, and no row too many", () => {
  expect(files.length).toBeGreaterThan(3);
  expect(Object.keys(ACTION_ROWS).sort()).toEqual([...actions.keys()].sort());
});

it("keeps server actions in files of their own, where this test finds them", () => {
  const inline = readdirSync(app, { recursive: true, encoding: "utf8" }).filter(
    (file) =>
      /\.tsx?$/.test(file) &&
      !/\.test\.tsx?$/.test(file) &&
      /\n\s+["']use server["']/.test(readFileSync(`${app}/${file}`, "utf8")),
  );
  expect(inline).toEqual([]);
});

const CORE = "[locale]/(workspace)/[project]";
/** Calls that change nothing: they read, they only show what would happen, or there is nothing to do in their row. */
const SILENT = new Set([
  `${CORE}/search-actions.ts#searchAction`,
  `${CORE}/search-actions.ts#searchViolationsAction`,
  `${CORE}/plan/actions.ts#previewPlanAction`,
  `${CORE}/plan/actions.ts#openEventAction`,
  `${CORE}/plan/actions.ts#eventFindingsAction`,
  `${CORE}/plan/actions.ts#objectFindingsAction`,
  `${CORE}/plan/actions.ts#newEventAction`,
  `${CORE}/plan/actions.ts#newEventsAction`,
  `${CORE}/plan/findings/actions.ts#mendFindingsAction`,
  `${CORE}/plan/coverage/actions.ts#stopCollectingAction`,
  // What is written down in a workshop is kept as it is typed; its beginning and its end are told.
  `${CORE}/plan/workshop/actions.ts#saveWorkshopAction`,
  `${CORE}/plan/workshop/actions.ts#openPointsAction`,
  `${CORE}/plan/workshop/actions.ts#workshopIdeasAction`,
  // Each cohort that is taken is told as a saved cohort is; an offer put aside changes nothing that anybody else relies on.
  `${CORE}/plan/templates/house-actions.ts#takeCohortsAction`,
  `${CORE}/plan/templates/house-actions.ts#dismissOfferAction`,
  `${CORE}/plan/panel/renewal-actions.ts#lifeEvidenceAction`,
  `${CORE}/plan/comments/actions.ts#loadThreadsAction`,
  `${CORE}/notification-actions.ts#listNotificationsAction`,
  // What one has read is one's own affair.
  `${CORE}/notification-actions.ts#markReadAction`,
  // So is what one follows, and how one is told of it.
  `${CORE}/notification-actions.ts#isFollowingAction`,
  `${CORE}/notification-actions.ts#followAction`,
  `${CORE}/settings/notifications/actions.ts#updateNotificationsAction`,
  `${CORE}/settings/notifications/actions.ts#updateDigestAction`,
  `${CORE}/settings/notifications/actions.ts#sendDigestAction`,
  `${CORE}/settings/notifications/actions.ts#followThingAction`,
  `${CORE}/settings/notifications/actions.ts#unfollowAction`,
  `${CORE}/live/actions.ts#tryCallsAction`,
  // A look at a rule is one that comes every minute anyway; a test tells whoever asked for it.
  `${CORE}/alerts/actions.ts#checkAlertAction`,
  `${CORE}/alerts/actions.ts#testAlertAction`,
  // The deliveries of a webhook tell of its tests.
  `${CORE}/settings/webhooks/actions.ts#testWebhookAction`,
  // A back-test changes nothing; who started it stands beside it.
  `${CORE}/plan/backtest/actions.ts#startBacktestAction`,
  `${CORE}/plan/backtest/actions.ts#followBacktestAction`,
  `${CORE}/plan/backtest/actions.ts#cancelBacktestAction`,
  `${CORE}/plan/import/actions.ts#previewImportAction`,
  `${CORE}/plan/import/actions.ts#exportLossAction`,
  `${CORE}/plan/panel/actions.ts#eventLiveAction`,
  `${CORE}/plan/panel/schema-actions.ts#readSchemaAction`,
  `${CORE}/plan/panel/actions.ts#eventHistoryAction`,
  `${CORE}/plan/history/actions.ts#fieldHistoryAction`,
  `${CORE}/sources/actions.ts#loadArrivalsAction`,
  `${CORE}/sources/actions.ts#dryRunAction`,
  `${CORE}/acceptance/actions.ts#loadRunAction`,
  `${CORE}/acceptance/actions.ts#loadSampleAction`,
  // It goes on already.
  `${CORE}/acceptance/actions.ts#resumeRunAction`,
  `${CORE}/acceptance/actions.ts#verifyResultAction`,
  `${CORE}/people/actions.ts#loadPayloadAction`,
  `${CORE}/violations/actions.ts#previewReleaseAction`,
  // A preview changes nothing; what is applied is told at its end, and so is one that was stopped.
  `${CORE}/replays/actions.ts#previewReplayAction`,
  `${CORE}/replays/actions.ts#applyReplayAction`,
  `${CORE}/replays/actions.ts#cancelReplayAction`,
  `${CORE}/replays/actions.ts#followReplayAction`,
  // Its source is not archived.
  `${CORE}/sources/actions.ts#restoreSourceAction`,
  // Nothing is held.
  `${CORE}/violations/actions.ts#releaseAction`,
  // The current password is wrong.
  `${CORE}/settings/account/actions.ts#changePasswordAction`,
]);

const guarded = Object.entries(ACTION_ROWS).filter(([, row]) => row.needs !== "open");
const callOf = (name: string): Action => actions.get(name) ?? (async () => "no such action");

describe.each(guarded)("%s", (name, row: ActionRow) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await makeWorld();
  });

  // Of one call for all who are to be refused: a refusal leaves what it names as it is.
  let refusedArgs: Promise<readonly unknown[]> | undefined;
  const argsToRefuse = () => {
    refusedArgs ??= row.args(world, world.people.admin.session);
    return refusedArgs;
  };

  it("refuses visitors, ended sessions and made-up cookies", async () => {
    const { session } = world.people.admin;
    const args = await argsToRefuse();
    for (const strange of [undefined, await endedSession(world), "x".repeat(43), session.toUpperCase()])
      expect(await outcome(callOf(name), strange, args)).toMatch(REFUSED_VISITOR);
  });

  it("refuses outsiders and roles below the one it asks for", async () => {
    const { needs } = row;
    if (needs === "person" || needs === "open") return;
    const args = await argsToRefuse();
    expect(await outcome(callOf(name), world.outsider.session, args)).toBe("not_found");
    for (const role of ROLES.filter((candidate) => !mayActAs(candidate, needs)))
      expect(await outcome(callOf(name), world.people[role].session, args), role).toBe("forbidden");
  });

  it("does not find what belongs to others", async () => {
    for (const args of (await row.foreign?.(world)) ?? [])
      expect(await outcome(callOf(name), world.people.owner.session, args)).toBe("not_found");
  });

  it("does its work for whoever may, and what it changes stands in the audit log", async () => {
    const { session } = world.people.owner;
    const args = await row.args(world, session);
    const before = await planDb().auditEntry.count();
    const result = await outcome(callOf(name), session, args);
    const written = (await planDb().auditEntry.count()) - before;
    expect(written > 0, "an entry was written").toBe(!SILENT.has(name));
    // The one exception proves that a wrong current password is told from a missing session.
    expect(result).toMatch(name.endsWith("#changePasswordAction") ? /^invalid_input$/ : /^(ok|to \/en)/);
  });
});

it("changes no branch of a plan that is managed from a repository, by any action, for anybody", async () => {
  const world = await makeWorld();
  const project = await asProject(world);
  const branches = () =>
    planDb().planBranch.findMany({ where: { projectId: project.projectId }, select: { name: true, revision: true } });
  const { session } = world.people.owner;
  const refused: string[] = [];
  const ofPlans = guarded.filter(([name]) => /\/(plan|versions)\//.test(name) && !SILENT.has(name));
  for (const [name, row] of ofPlans) {
    const args = await row.args(world, session);
    await manageFrom(project, { repository: "https://git.example/acme/shop" });
    const before = await branches();
    request.cookie = session;
    const answer = await callOf(name)(...args).catch((error: unknown) => (isUserError(error) ? error.fields : []));
    if (JSON.stringify(answer ?? {}).includes("managed from https://git.example")) refused.push(name);
    expect(await branches(), name).toEqual(before);
    await releaseManaged(project);
  }
  const plain = ["actions.ts#commitPlanAction", "branches/actions.ts#createBranchAction"];
  expect(refused).toEqual(expect.arrayContaining(plain.map((name) => `${CORE}/plan/${name}`)));
});

describe.each(Object.entries(ACTION_ROWS).filter(([, row]) => row.needs === "open"))("%s", (name, row: ActionRow) => {
  it("gives a visitor without the right secret nothing", async () => {
    const world = await makeWorld();
    request.set.length = 0;
    const result = await outcome(callOf(name), undefined, await row.args(world, undefined));
    expect(result).toMatch(/^(unauthenticated|forbidden|not_found|to \/en\/sign-in)$/);
    const given = request.set.filter((args) => String((args as unknown[])[1]).length > 20);
    expect(given).toEqual([]);
  });
});
