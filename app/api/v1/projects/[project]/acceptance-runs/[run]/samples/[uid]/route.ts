import { z } from "zod";
import { sampleOf } from "../../../../../../../../../lib/acceptance/follow.ts";
import { sampleShape } from "../../../../../../../_rest/acceptance-shape.ts";
import { operation } from "../../../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "One call of an acceptance run, and where one is clear, the call as it should have been",
    reach: "project",
    scope: "events:read",
    params: z.object({ run: z.string(), uid: z.string() }),
    answer: sampleShape,
  },
  ({ authorized, params }) => sampleOf(authorized, params.run, Number(params.uid)),
);
