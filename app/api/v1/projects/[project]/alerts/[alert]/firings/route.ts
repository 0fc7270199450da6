import { z } from "zod";
import { listFirings } from "../../../../../../../../lib/alert/firing.ts";
import { alertParams, firingShape } from "../../../../../../_rest/alert-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { listOf } from "../../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "When an alert rule fired, the latest first",
    reach: "project",
    scope: "events:read",
    params: alertParams,
    query: z.strictObject({ page: z.coerce.number().int().min(1).optional() }),
    answer: listOf(firingShape, "A page of 50").extend({ total: z.int(), pageSize: z.int() }),
  },
  ({ authorized, params, query }) => listFirings(authorized, params.alert, query.page),
);
