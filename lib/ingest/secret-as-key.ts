/** An API token where a write key belongs: whoever reads the client's code or traffic has a secret. Refused, and told on. */

import { createHash } from "node:crypto";
import { notify } from "../base/notify.ts";
import { REFUSALS, type Refusal } from "./protocol/answer.ts";

const API_TOKEN_PREFIX = "gbt_";

/** Why a key that names no source is refused. Of a token only its hash goes further. */
export function refusalOfKey(key: string): Refusal {
  if (!key.startsWith(API_TOKEN_PREFIX)) return REFUSALS.wrongKey;
  notify("tokenSentAsKey", { hash: createHash("sha256").update(key, "utf8").digest("hex") });
  return REFUSALS.secretAsKey;
}
