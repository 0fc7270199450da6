import { z } from "zod";
import { decideAndTell } from "../../../../../../../../lib/notify/decide-violations.ts";
import { changeOf, notedChangeShape } from "../../../../../../_rest/decision-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { given } from "../../../../../../_rest/shape.ts";

export const PUT = operation(
  {
    summary: "Decide upon a violation: open, assigned to a member, ignored until a date, or resolved in a release",
    reach: "project",
    role: "editor",
    scope: "events:write",
    params: z.object({ fingerprint: z.string() }),
    body: notedChangeShape,
  },
  async ({ authorized, params: { fingerprint }, body: { note, ...body } }) => {
    await decideAndTell(authorized, [{ fingerprint, change: changeOf(body), ...given({ note }) }]);
  },
);
