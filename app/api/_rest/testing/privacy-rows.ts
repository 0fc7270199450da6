/** Rows of the security matrix for erasures. */

import { authorizeProject } from "../../../../lib/access/authorize.ts";
import type { AuthorizedProject } from "../../../../lib/access/authorized.ts";
import { asProject } from "../../../../lib/access/testing.ts";
import { startErasure } from "../../../../lib/privacy/store.ts";
import type { Row } from "./matrix-rows.ts";

const PROJECT = "/api/v1/projects/{project}";

let asked = 0;

/** Of somebody who never sent anything: each time somebody else. */
function somebody(): { userId: string } {
  asked += 1;
  return { userId: `nobody-${asked}` };
}

async function erasureIn(project: AuthorizedProject): Promise<{ erasure: string }> {
  return { erasure: (await startErasure(project, somebody())).id };
}

export const PRIVACY_ROWS: Readonly<Record<string, Row>> = {
  [`GET ${PROJECT}/erasures`]: {},
  [`POST ${PROJECT}/erasures`]: { body: async () => somebody() },
  [`POST ${PROJECT}/erasures/preview`]: { body: { userId: "nobody" } },
  [`GET ${PROJECT}/erasures/{erasure}`]: {
    params: async (world) => erasureIn(await asProject(world, "admin")),
    foreign: async (world) =>
      erasureIn(await authorizeProject({ session: world.outsider.session }, world.otherProject.slug)),
  },
};
