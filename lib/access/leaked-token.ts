/** API tokens that arrive at ingest as write keys: a client that holds one shows it to whoever looks. Put down for the admins. */

import { isUserError } from "../base/error.ts";
import { log } from "../base/log.ts";
import { onNotified } from "../base/notify.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import { SYSTEM_ACTOR } from "./audit.ts";
import { limitRate, type RateLimit } from "./rate-limit.ts";

/** False once there were too many: such clients call again and again. */
async function withinLimit(limit: RateLimit, key: string): Promise<boolean> {
  try {
    await limitRate(limit, key);
    return true;
  } catch (error) {
    if (isUserError(error)) return false;
    throw error;
  }
}

async function putDown(hash: string): Promise<void> {
  if (!(await withinLimit("leakedLookup", "ingest"))) return;
  const row = await planDb().apiToken.findUnique({
    where: { tokenHash: new Uint8Array(Buffer.from(hash, "hex")) },
    include: { project: true },
  });
  if (!row || row.revokedAt || !(await withinLimit("leakedToken", row.id))) return;
  log().warn({ origin: "access", token: row.id }, "an API token was sent as a write key; revoke it");
  await recordAudit(
    planDb(),
    { workspaceId: row.project.workspaceId, projectId: row.projectId, actor: SYSTEM_ACTOR },
    { action: "token.leaked", target: row.name, detail: { id: row.id, prefix: row.prefix, sentTo: "ingest" } },
  );
}

/** Listens to ingest until the answered function is called. Each token is put down once an hour. */
export function watchLeakedTokens(): () => void {
  return onNotified("tokenSentAsKey", ({ hash }) => {
    void putDown(hash).catch((error: unknown) => {
      log().error({ origin: "access", err: error }, "a leaked token could not be put down");
    });
  });
}
