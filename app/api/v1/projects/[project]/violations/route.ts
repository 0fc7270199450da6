import { z } from "zod";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { listViolations } from "../../../../../../lib/violation/store.ts";
import { savedDefinitions } from "../../../../../_access/saved-definitions.ts";
import { violationGroupShape, violationQueryShape } from "../../../../_rest/event-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { given } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Violations grouped by what is wrong, worst first",
    reach: "project",
    scope: "events:read",
    query: violationQueryShape,
    answer: z.object({
      items: z.array(violationGroupShape).describe("A page of `pageSize`; the next with `page`"),
      total: z.int(),
      page: z.int(),
      pageSize: z.int(),
    }),
  },
  async ({ authorized, query: { from, to, source, code, event, state, ...rest } }) => {
    const [definitions, latest] = await Promise.all([
      savedDefinitions(authorized),
      latestVersion(authorized.projectId),
    ]);
    return listViolations(
      authorized,
      given({
        ...rest,
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
        sources: source,
        codes: code,
        eventIds: event,
        states: state,
      }),
      { definitions, plan: latest?.plan },
    );
  },
);
