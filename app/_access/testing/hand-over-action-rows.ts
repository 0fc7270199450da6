/** Rows of the security matrix for the actions of public links. */

import { asProject } from "../../../lib/access/testing.ts";
import { aShareLink, otherProject } from "../../api/_rest/testing/hand-over-rows.ts";
import { type ActionRow, inProject } from "./action-row.ts";
import { publishOnce } from "./publish.ts";

const DOCUMENTS = "[locale]/(workspace)/[project]/plan/documents/actions.ts";

export const HAND_OVER_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  [`${DOCUMENTS}#createShareLinkAction`]: inProject("editor", async (world) => {
    await publishOnce(await asProject(world));
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    return { name: "A client", version: "1", language: "en", section: "events", expiresAt };
  }),
  [`${DOCUMENTS}#revokeShareLinkAction`]: inProject(
    "editor",
    async (world) => ({ link: (await aShareLink(await asProject(world))).link, name: "A client" }),
    async (world) => ({ link: (await aShareLink(await otherProject(world))).link, name: "A client" }),
  ),
};
