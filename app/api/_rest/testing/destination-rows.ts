/** Rows of the security matrix for destinations. */

import { authorizeProject } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { asProject } from "../../../../lib/access/testing.ts";
import { startBackfill } from "../../../../lib/destination/past.ts";
import { createDestination } from "../../../../lib/destination/store.ts";
import { planDb } from "../../../../lib/store/plan-db.ts";
import type { Row } from "./matrix-rows.ts";

const PROJECT = "/api/v1/projects/{project}";
const DESTINATION = `${PROJECT}/destinations/{destination}`;
const NEW = { name: "Lake", kind: "segment", url: "https://lake.example.com/v1/batch", secret: "key" } as const;
const SPAN = { from: "2026-05-01T00:00:00Z", until: "2026-05-02T00:00:00Z" } as const;

/** A project has at most 20: each row makes its own, and those of earlier rows go. */
async function makeRoom({ projectId }: AuthorizedProject): Promise<void> {
  const rows = await planDb().destination.findMany({ where: { projectId }, orderBy: { createdAt: "desc" }, skip: 10 });
  await planDb().destination.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
}

async function destinationIn(project: AuthorizedProject): Promise<{ destination: string }> {
  await makeRoom(project);
  const passing = {
    takes: "conformant",
    environments: ["production"],
    sources: [],
    events: [],
    people: false,
    privacy: [],
  } as const;
  return { destination: (await createDestination(project, { ...NEW, ...passing, names: {} })).id };
}

async function backfillIn(project: AuthorizedProject): Promise<{ destination: string; backfill: string }> {
  const { destination } = await destinationIn(project);
  const span = { from: new Date(SPAN.from), until: new Date(SPAN.until) };
  return { destination, backfill: await startBackfill(project, destination, span) };
}

function rowOf(make: (project: AuthorizedProject) => Promise<Record<string, string>>): Pick<Row, "params" | "foreign"> {
  return {
    params: async (world) => make(await asProject(world)),
    foreign: async (world) =>
      make(await authorizeProject({ session: world.outsider.session }, world.otherProject.slug)),
  };
}

const destination = rowOf(destinationIn);

export const DESTINATION_ROWS: Readonly<Record<string, Row>> = {
  [`GET ${PROJECT}/destinations`]: {},
  [`POST ${PROJECT}/destinations`]: {
    body: async (world) => {
      await makeRoom(await asProject(world));
      return NEW;
    },
  },
  [`GET ${DESTINATION}`]: destination,
  [`PATCH ${DESTINATION}`]: { ...destination, body: { name: "Renamed", paused: true } },
  [`DELETE ${DESTINATION}`]: destination,
  [`GET ${DESTINATION}/dead`]: destination,
  [`POST ${DESTINATION}/dead`]: { ...destination, body: { act: "retry", uids: ["4096"] } },
  [`GET ${DESTINATION}/backfills`]: destination,
  [`POST ${DESTINATION}/backfills`]: { ...destination, body: SPAN },
  [`DELETE ${DESTINATION}/backfills/{backfill}`]: rowOf(backfillIn),
};
