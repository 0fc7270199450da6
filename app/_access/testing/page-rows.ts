/** Who may see each page, written down by hand. A page without a row fails. */

import type { AuthorizedProject, Role } from "../../../lib/access/authorized.ts";
import { createInvitation } from "../../../lib/access/invitation.ts";
import { createResetLink } from "../../../lib/access/one-time-link.ts";
import { createSource } from "../../../lib/access/source.ts";
import { asWorkspace, type TestWorld } from "../../../lib/access/testing.ts";
import { createCohort } from "../../../lib/analysis/cohort/store.ts";
import { createReport } from "../../../lib/analysis/report-store.ts";
import { newId } from "../../../lib/base/id.ts";
import { createBranch } from "../../../lib/plan/store-branch.ts";
import { createWorkshop } from "../../../lib/plan/store-workshop.ts";
import { startErasure } from "../../../lib/privacy/store.ts";
import { aRun } from "../../api/_rest/testing/acceptance-rows.ts";
import { aReplay } from "../../api/_rest/testing/replay-rows.ts";
import { aDestination } from "./destination-action-rows.ts";
import { aHouse } from "./house.ts";
import { aLettersToken, anAlert, aWebhook } from "./notify-action-rows.ts";

/** The name of what only admins see. */
export const SECRET = "Nightly export of the secret plan";

/** What a caller meets: the page, the sign-in page, "not found", or another address (`{project}` is the caller's own). */
export type Met = "shown" | "to sign-in" | "not found" | `to ${string}`;

type Params = Readonly<Record<string, string | string[]>>;

export interface PageRow {
  readonly visitor: Met;
  /** Of another workspace, asking for this project. */
  readonly outsider: Met;
  readonly viewer: Met;
  /** Below this role only a notice is shown, and nothing of what the page is about. */
  readonly fully?: Role;
  /** Parameters besides language and project: things of the given project. */
  readonly params?: (project: AuthorizedProject, world: TestWorld) => Promise<Params>;
  /** The parameter names nothing that another project could own. */
  readonly owned?: false;
}

const MEMBERS: PageRow = { visitor: "to sign-in", outsider: "not found", viewer: "shown" };
const ANYONE: PageRow = { visitor: "shown", outsider: "shown", viewer: "shown" };
const NOWHERE: PageRow = { visitor: "not found", outsider: "not found", viewer: "not found" };
/** For those without a session; others are led on. */
const STRANGERS: PageRow = { visitor: "shown", outsider: "to /en", viewer: "to /en" };

const PROJECT = "(workspace)/[project]";
const unique = () => Math.random().toString(36).slice(2, 12);

/** Asked for by somebody of the name that only admins see. */
async function anErasure(project: AuthorizedProject): Promise<string> {
  const asking = { ...project, actor: { ...project.actor, name: SECRET } };
  return (await startErasure(asking, { userId: newId("ers") })).id;
}

const cohort = async (project: AuthorizedProject) => ({
  cohort: (
    await createCohort(project, {
      name: unique(),
      criterion: { kind: "count", event: { any: true }, count: { op: ">=", value: 1 }, window: { lastDays: 7 } },
    })
  ).id,
});
const report = async (project: AuthorizedProject) => ({
  report: (
    await createReport(project, {
      name: unique(),
      question: { kind: "active_users", event: { any: true }, range: { lastDays: 7 } },
    })
  ).id,
});
const branch = async (project: AuthorizedProject) => {
  const name = `draft-${unique()}`;
  await createBranch(project, { name });
  return { branch: name };
};
const workshop = async (project: AuthorizedProject) => ({
  workshop: (await createWorkshop(project, { title: unique(), heldOn: "2026-11-20" })).id,
});
const source = async (project: AuthorizedProject) => ({
  source: (await createSource(project, { name: unique(), platform: "web", environment: "production" })).slug,
});

const run = async (project: AuthorizedProject) => aRun(project);

export const PAGE_ROWS: Readonly<Record<string, PageRow>> = {
  "(auth)/page.tsx": { visitor: "to sign-in", outsider: "to /en/{project}", viewer: "to /en/{project}" },
  "(auth)/sign-in/page.tsx": STRANGERS,
  "(auth)/sign-out/page.tsx": { visitor: "to sign-in", outsider: "shown", viewer: "shown" },
  // Somebody has an account: set-up is over.
  "(auth)/set-up/page.tsx": { visitor: "to sign-in", outsider: "to sign-in", viewer: "to sign-in" },
  // Without a mail server nobody is offered a letter.
  "(auth)/forgotten-password/page.tsx": NOWHERE,
  // The secret in the address is what guards these two.
  "(auth)/invitation/[secret]/page.tsx": {
    ...ANYONE,
    params: async (_, world) => {
      const email = `a-${unique()}@example.test`;
      return { secret: (await createInvitation(await asWorkspace(world), { email, role: "viewer" })).secret };
    },
    owned: false,
  },
  "(auth)/reset/[secret]/page.tsx": {
    ...ANYONE,
    params: async (_, world) => {
      const { path } = await createResetLink(await asWorkspace(world), world.people.editor.id);
      return { secret: path.split("/")[2] ?? "" };
    },
    owned: false,
  },
  "[...rest]/page.tsx": { ...NOWHERE, params: async () => ({ rest: ["nowhere"] }), owned: false },
  "docs/[[...page]]/page.tsx": { ...ANYONE, params: async () => ({ page: ["api"] }), owned: false },
  [`${PROJECT}/page.tsx`]: MEMBERS,
  [`${PROJECT}/[...rest]/page.tsx`]: { ...NOWHERE, params: async () => ({ rest: ["nowhere"] }), owned: false },
  [`${PROJECT}/live/page.tsx`]: MEMBERS,
  [`${PROJECT}/alerts/page.tsx`]: MEMBERS,
  [`${PROJECT}/alerts/new/page.tsx`]: { ...MEMBERS, fully: "editor" },
  [`${PROJECT}/alerts/[alert]/page.tsx`]: { ...MEMBERS, params: anAlert },
  [`${PROJECT}/cohorts/page.tsx`]: MEMBERS,
  [`${PROJECT}/cohorts/new/page.tsx`]: MEMBERS,
  [`${PROJECT}/cohorts/[cohort]/page.tsx`]: { ...MEMBERS, params: cohort },
  [`${PROJECT}/discovery/page.tsx`]: MEMBERS,
  [`${PROJECT}/discovery/audit/page.tsx`]: MEMBERS,
  [`${PROJECT}/discovery/event/page.tsx`]: MEMBERS,
  [`${PROJECT}/health/page.tsx`]: MEMBERS,
  [`${PROJECT}/people/(list)/page.tsx`]: MEMBERS,
  // Nobody has sent anything: even a member finds no such person.
  [`${PROJECT}/people/[person]/page.tsx`]: {
    visitor: "to sign-in",
    outsider: "not found",
    viewer: "not found",
    params: async () => ({ person: "1" }),
    owned: false,
  },
  [`${PROJECT}/plan/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/backtest/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/branches/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/branches/[branch]/page.tsx`]: { ...MEMBERS, params: branch },
  [`${PROJECT}/plan/bundles/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/coverage/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/decisions/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/decisions/tree/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/documents/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/documents/brief/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/code/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/journeys/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/status/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/findings/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/groups/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/import/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/metrics/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/register/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/settings/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/templates/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/templates/[template]/page.tsx`]: {
    ...MEMBERS,
    params: async () => ({ template: "saas" }),
    owned: false,
  },
  [`${PROJECT}/plan/templates/house/[house]/page.tsx`]: {
    ...MEMBERS,
    params: async (project) => ({ house: await aHouse(project) }),
  },
  [`${PROJECT}/plan/templates/save/page.tsx`]: { ...MEMBERS, fully: "editor" },
  [`${PROJECT}/plan/user-properties/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/workshop/page.tsx`]: MEMBERS,
  [`${PROJECT}/plan/workshop/[workshop]/page.tsx`]: { ...MEMBERS, params: workshop },
  [`${PROJECT}/plan/workshop/[workshop]/minutes/page.tsx`]: { ...MEMBERS, params: workshop },
  [`${PROJECT}/reports/page.tsx`]: MEMBERS,
  [`${PROJECT}/reports/new/page.tsx`]: MEMBERS,
  [`${PROJECT}/reports/[report]/page.tsx`]: { ...MEMBERS, params: report },
  [`${PROJECT}/settings/page.tsx`]: MEMBERS,
  [`${PROJECT}/settings/account/page.tsx`]: MEMBERS,
  [`${PROJECT}/settings/audit/page.tsx`]: { ...MEMBERS, fully: "admin" },
  [`${PROJECT}/settings/members/page.tsx`]: MEMBERS,
  [`${PROJECT}/notifications/page.tsx`]: MEMBERS,
  [`${PROJECT}/settings/notifications/page.tsx`]: MEMBERS,
  [`${PROJECT}/settings/privacy/page.tsx`]: {
    ...MEMBERS,
    fully: "admin",
    params: async (project) => {
      await anErasure(project);
      return {};
    },
    owned: false,
  },
  [`${PROJECT}/settings/privacy/[erasure]/page.tsx`]: {
    ...MEMBERS,
    fully: "admin",
    params: async (project) => ({ erasure: await anErasure(project) }),
  },
  [`${PROJECT}/settings/destinations/page.tsx`]: { ...MEMBERS, fully: "admin" },
  [`${PROJECT}/settings/destinations/[destination]/page.tsx`]: {
    ...MEMBERS,
    fully: "admin",
    params: (project) => aDestination(project, SECRET),
  },
  [`${PROJECT}/settings/webhooks/page.tsx`]: { ...MEMBERS, fully: "admin" },
  [`${PROJECT}/settings/webhooks/[webhook]/page.tsx`]: {
    ...MEMBERS,
    fully: "admin",
    params: (project) => aWebhook(project, SECRET),
  },
  // The token of a letter says whose letters end: the page is the same whoever looks.
  "(auth)/fewer-letters/[token]/page.tsx": {
    ...ANYONE,
    params: async (_, world) => ({ token: await aLettersToken(world) }),
    owned: false,
  },
  [`${PROJECT}/settings/reviews/page.tsx`]: MEMBERS,
  [`${PROJECT}/settings/teams/page.tsx`]: MEMBERS,
  [`${PROJECT}/settings/tokens/page.tsx`]: { ...MEMBERS, fully: "admin" },
  [`${PROJECT}/settings/workspace/page.tsx`]: MEMBERS,
  [`${PROJECT}/acceptance/page.tsx`]: MEMBERS,
  [`${PROJECT}/acceptance/new/page.tsx`]: { ...MEMBERS, fully: "editor" },
  [`${PROJECT}/acceptance/verify/page.tsx`]: MEMBERS,
  [`${PROJECT}/acceptance/[run]/page.tsx`]: { ...MEMBERS, params: run },
  [`${PROJECT}/replays/page.tsx`]: MEMBERS,
  [`${PROJECT}/replays/new/page.tsx`]: { ...MEMBERS, fully: "editor" },
  [`${PROJECT}/replays/[replay]/page.tsx`]: {
    ...MEMBERS,
    params: async (project) => ({ replay: await aReplay(project) }),
  },
  [`${PROJECT}/sources/page.tsx`]: MEMBERS,
  [`${PROJECT}/sources/new/page.tsx`]: { ...MEMBERS, fully: "editor" },
  [`${PROJECT}/sources/[source]/page.tsx`]: { ...MEMBERS, params: source },
  [`${PROJECT}/versions/page.tsx`]: MEMBERS,
  // Both projects have a first version; a second is nobody's.
  [`${PROJECT}/versions/[version]/page.tsx`]: { ...MEMBERS, params: async () => ({ version: "1" }), owned: false },
  [`${PROJECT}/violations/(list)/page.tsx`]: MEMBERS,
  [`${PROJECT}/violations/[fingerprint]/page.tsx`]: {
    visitor: "to sign-in",
    outsider: "not found",
    viewer: "not found",
    params: async () => ({ fingerprint: "0123456789abcdef" }),
    owned: false,
  },
};
