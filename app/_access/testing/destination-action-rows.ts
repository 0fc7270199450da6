/** Rows of the security matrix for the actions of destinations. */

import { authorizeProject } from "../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../lib/access/authorized.ts";
import { asProject, type TestWorld } from "../../../lib/access/testing.ts";
import { startBackfill } from "../../../lib/destination/past.ts";
import { createDestination, pauseDestination } from "../../../lib/destination/store.ts";
import { planDb } from "../../../lib/store/plan-db.ts";
import { type ActionRow, inProject } from "./action-row.ts";

const ACTIONS = "[locale]/(workspace)/[project]/settings/destinations/actions.ts";
const NEW = { name: "Lake", kind: "segment", url: "https://lake.example.com/v1/batch", secret: "key" } as const;
const FIELDS = {
  name: "Lake",
  format: "parquet",
  takes: "conformant",
  environments: "production",
  privacy: "none",
  people: "",
  events: "",
  names: "",
  known: "",
};

/** A project has at most 20: those of earlier rows go. */
export async function aDestination(project: AuthorizedProject, name = "Lake"): Promise<{ destination: string }> {
  const { projectId } = project;
  const old = await planDb().destination.findMany({ where: { projectId }, orderBy: { createdAt: "desc" }, skip: 10 });
  await planDb().destination.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
  const passing = {
    takes: "conformant",
    environments: ["production"],
    sources: [],
    events: [],
    people: false,
    privacy: [],
  } as const;
  return { destination: (await createDestination(project, { ...NEW, ...passing, name, names: {} })).id };
}

/** An action on a destination of the project. */
function onDestination(
  fields: Readonly<Record<string, string>> = {},
  made: (project: AuthorizedProject) => Promise<Record<string, string>> = aDestination,
): ActionRow {
  return inProject(
    "admin",
    async (world) => ({ ...fields, ...(await made(await asProject(world))) }),
    async (world: TestWorld) => {
      const other = await authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
      return { ...fields, ...(await made(other)) };
    },
  );
}

async function aDead(project: AuthorizedProject): Promise<{ destination: string }> {
  const made = await aDestination(project);
  const dead = { destinationId: made.destination, uid: 4096n, eventName: "Paid", reason: "no", diedAt: new Date() };
  await planDb().destinationDead.create({ data: dead });
  return made;
}

export const DESTINATION_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  [`${ACTIONS}#createDestinationAction`]: inProject("admin", async (world) => {
    await aDestination(await asProject(world));
    return { ...NEW, ...FIELDS };
  }),
  [`${ACTIONS}#updateDestinationAction`]: onDestination({ ...FIELDS, url: "", secret: "" }),
  [`${ACTIONS}#pauseDestinationAction`]: onDestination(),
  [`${ACTIONS}#resumeDestinationAction`]: onDestination({}, async (project) => {
    const made = await aDestination(project);
    await pauseDestination(project, made.destination, true);
    return made;
  }),
  [`${ACTIONS}#deleteDestinationAction`]: onDestination(),
  [`${ACTIONS}#retryDeadAction`]: onDestination({}, aDead),
  [`${ACTIONS}#discardDeadAction`]: onDestination({}, aDead),
  [`${ACTIONS}#startBackfillAction`]: onDestination({ from: "2026-05-01", until: "2026-05-02" }),
  [`${ACTIONS}#stopBackfillAction`]: onDestination({}, async (project) => {
    const made = await aDestination(project);
    const span = { from: new Date("2026-05-01"), until: new Date("2026-05-02") };
    return { ...made, backfill: await startBackfill(project, made.destination, span) };
  }),
};
