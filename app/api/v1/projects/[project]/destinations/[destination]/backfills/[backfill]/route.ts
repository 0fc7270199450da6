import { stopBackfill } from "../../../../../../../../../lib/destination/past.ts";
import { backfillParams } from "../../../../../../../_rest/destination-shape.ts";
import { operation } from "../../../../../../../_rest/operation.ts";

export const DELETE = operation(
  {
    summary: "Send nothing more of a back-fill that is running; what was sent stays there",
    reach: "project",
    role: "admin",
    scope: "access:write",
    params: backfillParams,
  },
  ({ authorized, params }) => stopBackfill(authorized, params.destination, params.backfill),
);
