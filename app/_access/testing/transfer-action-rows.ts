/** Rows of the security matrix: handing a workspace over. */

import { findSession } from "../../../lib/access/session.ts";
import { makePerson, type TestWorld } from "../../../lib/access/testing.ts";
import { addMember } from "../../../lib/access/workspace.ts";
import { newId } from "../../../lib/base/id.ts";
import { planDb } from "../../../lib/store/plan-db.ts";
import { type ActionRow, form } from "./action-row.ts";

const FILE = "[locale]/(workspace)/[project]/settings/workspace/transfer-actions.ts";

/** An offer of another owner's to whoever calls; nothing else is pending. */
async function offered(workspaceId: string, session: string | undefined): Promise<string> {
  const heir = session === undefined ? undefined : await findSession(session);
  const other = await makePerson("other-owner");
  await addMember(planDb(), workspaceId, other.id, "owner");
  await planDb().ownershipTransfer.deleteMany({ where: { workspaceId } });
  const id = newId("trf");
  await planDb().ownershipTransfer.create({
    data: {
      id,
      workspaceId,
      fromId: other.id,
      toId: heir?.personId ?? null,
      toEmail: heir?.email ?? "nobody@example.test",
      keepRole: "viewer",
      expiresAt: new Date(Date.now() + 60_000),
    },
  });
  return id;
}

async function foreign(world: TestWorld) {
  return [form({ project: world.project.slug, transfer: await offered(world.otherWorkspace.id, undefined) })];
}

async function ofWorld(world: TestWorld, session: string | undefined) {
  return form({ project: world.project.slug, transfer: await offered(world.workspace.id, session), from: "Other" });
}

export const TRANSFER_ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  [`${FILE}#offerTransferAction`]: {
    needs: "owner",
    args: async (world) => {
      await planDb().ownershipTransfer.deleteMany({ where: { workspaceId: world.workspace.id } });
      const { name } = await planDb().workspace.findUniqueOrThrow({ where: { id: world.workspace.id } });
      const email = `heir-${newId("per")}@example.test`;
      return form({ project: world.project.slug, email, keepRole: "viewer", keepUntil: "", confirm: name });
    },
  },
  [`${FILE}#cancelTransferAction`]: { needs: "owner", args: ofWorld, foreign },
  [`${FILE}#acceptTransferAction`]: { needs: "viewer", args: ofWorld, foreign },
  [`${FILE}#declineTransferAction`]: { needs: "viewer", args: ofWorld, foreign },
};
