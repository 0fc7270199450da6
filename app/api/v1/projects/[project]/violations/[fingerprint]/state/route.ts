import { z } from "zod";
import { setViolationState } from "../../../../../../../../lib/violation/store.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { given, instantShape } from "../../../../../../_rest/shape.ts";

const note = z.string().max(2_000).optional();

export const PUT = operation(
  {
    summary: "Decide upon a violation: open, ignored until a date, or resolved in a release",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: z.object({ fingerprint: z.string() }),
    body: z.discriminatedUnion("to", [
      z.strictObject({ to: z.literal("open"), note }),
      z.strictObject({ to: z.literal("ignored"), until: instantShape.optional(), note }),
      z.strictObject({ to: z.literal("resolved"), release: z.string().max(100).optional(), note }),
    ]),
  },
  ({ authorized, params, body }) => {
    const { note } = body;
    const told = given({ note });
    if (body.to === "open") return setViolationState(authorized, params.fingerprint, { to: "open", ...told });
    if (body.to === "resolved")
      return setViolationState(authorized, params.fingerprint, {
        to: "resolved",
        ...given({ release: body.release }),
        ...told,
      });
    const until = body.until === undefined ? undefined : new Date(body.until);
    return setViolationState(authorized, params.fingerprint, { to: "ignored", ...given({ until }), ...told });
  },
);
