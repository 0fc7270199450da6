import { z } from "zod";
import { MATRIX_SORTS, MATRIX_STATES, shownMatrix } from "../../../../../../lib/plan/code-matrix.ts";
import { MAIN } from "../../../../../../lib/plan/store.ts";
import { loadCodeMatrix } from "../../../../../_evidence/code-matrix.ts";
import { matrixRowShape } from "../../../../_rest/code-run-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Planned, coded and received: a row for each event and source",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      at: atShape.default(MAIN).describe("A version number, `latest`, or the name of a branch"),
      source: z.string().default("").describe("Slug of one source"),
      release: z.string().default("").describe("A release of that source; the latest unless said"),
      state: z.enum(MATRIX_STATES).optional(),
      search: z.string().max(500).default(""),
      sort: z.enum(MATRIX_SORTS).default("state"),
    }),
    answer: listOf(matrixRowShape),
  },
  async ({ authorized, query: { at, source, release, state, search, sort } }) => {
    const plan = await planAt(authorized, at);
    const { rows } = await loadCodeMatrix(authorized, plan, { source, release });
    const items = shownMatrix(rows, { search, source, state: state ?? "", sort }).map(
      ({ received, coded, ...row }) => ({
        ...row,
        ...(coded === undefined ? {} : { coded: { ...coded, sites: [...coded.sites] } }),
        ...(received === undefined
          ? {}
          : {
              received: {
                ...received,
                last: new Date(received.last).toISOString(),
                versions: [...received.versions],
                releases: [...received.releases],
              },
            }),
      }),
    );
    return { items };
  },
);
