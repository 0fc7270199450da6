/** How each operation is called in the security matrix: parameters that exist, a body it takes, ids of other projects. */

import { authorizeProject, authorizeWorkspace } from "../../../../lib/access/authorize.ts";
import { createInvitation } from "../../../../lib/access/invitation.ts";
import { createSource } from "../../../../lib/access/source.ts";
import { asProject, asWorkspace, makePerson, makeToken, type TestWorld } from "../../../../lib/access/testing.ts";
import { addMember } from "../../../../lib/access/workspace.ts";
import { planDb } from "../../../../lib/store/plan-db.ts";
import { ACCEPTANCE_ROWS } from "./acceptance-rows.ts";
import { BACKTEST_ROWS } from "./backtest-rows.ts";
import { CORE_ROWS } from "./core-rows.ts";
import { DESTINATION_ROWS } from "./destination-rows.ts";
import { HAND_OVER_ROWS } from "./hand-over-rows.ts";
import { HOUSE_ROWS } from "./house-rows.ts";
import { MAPPING_ROWS } from "./mapping-rows.ts";
import { NOTIFY_ROWS } from "./notify-rows.ts";
import { PRIVACY_ROWS } from "./privacy-rows.ts";
import { REPLAY_ROWS } from "./replay-rows.ts";
import { REVIEW_ROWS } from "./review-rows.ts";

type Params = Readonly<Record<string, string>>;

export interface Row {
  /** Fresh each time, since operations consume what they are given. */
  readonly params?: (world: TestWorld) => Promise<Params>;
  /** Ids that exist, but in the other project or workspace; `any`: the parameter names nothing that is stored. */
  readonly foreign?: "any" | ((world: TestWorld) => Promise<Params>);
  /** What it names is not there in this world: whoever may ask is told so. */
  readonly absent?: boolean;
  readonly body?: object | ((world: TestWorld) => Promise<object>);
  readonly query?: string;
}

const SOURCE = { platform: "web", environment: "production" } as const;

async function ownSource(world: TestWorld) {
  return createSource(await asProject(world), { ...SOURCE, name: "Site" });
}

async function foreignSource(world: TestWorld) {
  const other = await authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
  return createSource(other, { ...SOURCE, name: `Elsewhere ${Math.random()}` });
}

const source: Pick<Row, "params" | "foreign"> = {
  params: async (world) => ({ source: (await ownSource(world)).slug }),
  foreign: async (world) => ({ source: (await foreignSource(world)).slug }),
};

const member: Pick<Row, "params" | "foreign"> = {
  params: async (world) => {
    const person = await makePerson("member");
    await addMember(planDb(), world.workspace.id, person.id, "viewer");
    return { person: person.id };
  },
  foreign: async (world) => ({ person: world.outsider.id }),
};

const PROJECT = "/api/v1/projects/{project}";
const WORKSPACE = "/api/v1/workspaces/{workspace}";

export const ROWS: Readonly<Record<string, Row>> = {
  ...CORE_ROWS,
  ...HOUSE_ROWS,
  ...HAND_OVER_ROWS,
  ...ACCEPTANCE_ROWS,
  ...BACKTEST_ROWS,
  ...REPLAY_ROWS,
  ...REVIEW_ROWS,
  ...DESTINATION_ROWS,
  ...MAPPING_ROWS,
  ...NOTIFY_ROWS,
  ...PRIVACY_ROWS,
  "GET /api/v1/projects": {},
  [`GET ${PROJECT}`]: {},
  [`PATCH ${PROJECT}`]: { body: { name: "Renamed" } },
  [`GET ${PROJECT}/audit`]: { query: "?limit=5&search=a" },
  [`GET ${PROJECT}/tokens`]: {},
  [`POST ${PROJECT}/tokens`]: { body: { name: "CI", role: "editor", scopes: ["access:read"] } },
  [`DELETE ${PROJECT}/tokens/{token}`]: {
    params: async (world) => ({ token: (await makeToken(world.project.id, "viewer")).id }),
    foreign: async (world) => ({ token: (await makeToken(world.otherProject.id, "viewer")).id }),
  },
  [`GET ${PROJECT}/code-matrix`]: { query: "?at=main&state=missing" },
  [`GET ${PROJECT}/code-runs`]: {},
  [`GET ${PROJECT}/code-runs/places`]: { query: "?source=none" },
  [`POST ${PROJECT}/code-runs`]: {
    body: async (world) => ({
      ...{ source: (await ownSource(world)).slug, release: "1.0", planVersion: 1, files: 1 },
      ...{ events: [], unplanned: [], vendorCalls: [] },
    }),
  },
  [`GET ${PROJECT}/sources`]: { query: "?archived=true" },
  [`POST ${PROJECT}/sources`]: { body: { ...SOURCE, name: "App" } },
  [`GET ${PROJECT}/sources/{source}`]: source,
  [`GET ${PROJECT}/sources/{source}/brief`]: { ...source, query: "?language=fr" },
  [`PATCH ${PROJECT}/sources/{source}`]: { ...source, body: { mode: "observe" } },
  [`POST ${PROJECT}/sources/{source}/dry-run`]: { ...source, body: { mode: "block" } },
  [`POST ${PROJECT}/sources/{source}/archive`]: source,
  [`POST ${PROJECT}/sources/{source}/restore`]: source,
  [`POST ${PROJECT}/sources/{source}/write-keys`]: source,
  [`DELETE ${PROJECT}/sources/{source}/write-keys/{key}`]: {
    params: async (world) => {
      const made = await ownSource(world);
      return { source: made.slug, key: made.writeKeys[0]?.id ?? "" };
    },
    foreign: async (world) => {
      const made = await foreignSource(world);
      return { source: made.slug, key: made.writeKeys[0]?.id ?? "" };
    },
  },
  [`GET ${WORKSPACE}`]: {},
  [`PATCH ${WORKSPACE}`]: { body: { name: "Renamed" } },
  [`GET ${WORKSPACE}/projects`]: {},
  [`POST ${WORKSPACE}/projects`]: { body: { name: "Second", timeZone: "Europe/Paris", languages: ["fr"] } },
  [`GET ${WORKSPACE}/members`]: {},
  [`PATCH ${WORKSPACE}/members/{person}`]: { ...member, body: { role: "editor" } },
  [`DELETE ${WORKSPACE}/members/{person}`]: member,
  [`POST ${WORKSPACE}/members/{person}/reset-link`]: member,
  [`POST ${WORKSPACE}/members/{person}/disable`]: member,
  [`POST ${WORKSPACE}/members/{person}/enable`]: member,
  [`GET ${WORKSPACE}/invitations`]: {},
  [`POST ${WORKSPACE}/invitations`]: {
    body: async () => ({ email: `invited-${Math.random().toString(36).slice(2)}@example.test`, role: "viewer" }),
  },
  [`DELETE ${WORKSPACE}/invitations/{invitation}`]: {
    params: async (world) => {
      const email = `a-${Math.random().toString(36).slice(2)}@example.test`;
      return { invitation: (await createInvitation(await asWorkspace(world), { email, role: "viewer" })).id };
    },
    foreign: async (world) => {
      const other = await authorizeWorkspace({ session: world.outsider.session }, world.otherWorkspace.slug);
      return { invitation: (await createInvitation(other, { email: "a@example.test", role: "viewer" })).id };
    },
  },
  [`GET ${WORKSPACE}/audit`]: { query: "?action=access" },
};
