/** Rows of the security matrix for coverage, workshops, documents and public links. */

import { authorizeProject } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { createShareLink } from "../../../../lib/access/share-link.ts";
import { asProject, type TestWorld } from "../../../../lib/access/testing.ts";
import { createWorkshop } from "../../../../lib/plan/store-workshop.ts";
import { publishOnce } from "../../../_access/testing/publish.ts";
import type { Row } from "./matrix-rows.ts";

const PROJECT = "/api/v1/projects/{project}";
const soon = () => new Date(Date.now() + 86_400_000);

/** A link to the first version of a project. */
export async function aShareLink(
  project: AuthorizedProject,
): Promise<{ readonly link: string; readonly path: string }> {
  await publishOnce(project);
  const input = { name: "A client", version: 1, language: "en", sections: ["events"], expiresAt: soon() } as const;
  const { id, path } = await createShareLink(project, input);
  return { link: id, path };
}

export function otherProject(world: TestWorld): Promise<AuthorizedProject> {
  return authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
}

async function workshopOf(project: AuthorizedProject): Promise<{ workshop: string }> {
  return { workshop: (await createWorkshop(project, { title: "Decisions", heldOn: "2026-11-20" })).id };
}

const aWorkshop: Pick<Row, "params" | "foreign"> = {
  params: async (world) => workshopOf(await asProject(world)),
  foreign: async (world) => workshopOf(await otherProject(world)),
};

export const HAND_OVER_ROWS: Readonly<Record<string, Row>> = {
  [`GET ${PROJECT}/document`]: { query: "?language=fr&sections=events,glossary" },
  [`GET ${PROJECT}/coverage`]: { query: "?at=latest" },
  [`GET ${PROJECT}/workshops`]: {},
  [`GET ${PROJECT}/workshops/{workshop}`]: aWorkshop,
  [`GET ${PROJECT}/workshops/{workshop}/minutes`]: { ...aWorkshop, query: "?language=fr" },
  [`GET ${PROJECT}/share-links`]: {},
  [`POST ${PROJECT}/share-links`]: {
    body: async () => ({ name: "A client", language: "fr", expiresAt: soon().toISOString() }),
  },
  [`DELETE ${PROJECT}/share-links/{link}`]: {
    params: async (world) => ({ link: (await aShareLink(await asProject(world))).link }),
    foreign: async (world) => ({ link: (await aShareLink(await otherProject(world))).link }),
  },
};
