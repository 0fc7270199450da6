import { z } from "zod";
import { decideAndTell } from "../../../../../../../lib/notify/decide-violations.ts";
import { decisionOf, decisionShape, decisionsShape, formerOf } from "../../../../../_rest/decision-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Decide upon many violations at once, all or none",
    reach: "project",
    role: "editor",
    scope: "events:write",
    body: z.strictObject({
      decisions: decisionsShape,
      quietly: z.boolean().default(false).describe("Nobody is told: for decisions that are only taken back"),
    }),
    answer: z.object({
      former: z.array(decisionShape).describe("What stood before; sent as `decisions`, it brings that back"),
    }),
  },
  async ({ authorized, body: { decisions, quietly } }) => {
    const former = await decideAndTell(authorized, decisions.map(decisionOf), { quietly });
    return { former: former.map(formerOf) };
  },
);
