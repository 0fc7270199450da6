import { z } from "zod";
import { correctionOf } from "../../../../../../../lib/ingest/corrected-call.ts";
import { latestVersion } from "../../../../../../../lib/plan/store-version.ts";
import { loadViolation } from "../../../../../../../lib/violation/store.ts";
import { savedDefinitions } from "../../../../../../_access/saved-definitions.ts";
import { violationDetailShape } from "../../../../../_rest/event-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { given } from "../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary:
      "A violation with sample payloads, each with the call it should have been, and the cohorts and reports it may move",
    reach: "project",
    scope: "events:read",
    params: z.object({ fingerprint: z.string() }),
    answer: violationDetailShape,
  },
  async ({ authorized, params }) => {
    const [definitions, latest] = await Promise.all([
      savedDefinitions(authorized),
      latestVersion(authorized.projectId),
    ]);
    const plan = latest?.plan;
    const found = await loadViolation(authorized, params.fingerprint, given({ plan, definitions }));
    const { eventId } = found;
    const samples = found.samples.map((sample) => ({
      ...sample,
      ...given({ corrected: correctionOf({ ...sample, eventId }, plan) }),
    }));
    return { ...found, samples };
  },
);
