import { z } from "zod";
import { houseChoicesSchema } from "../../../../../../../../lib/template/house-decision.ts";
import { openHouseTemplate } from "../../../../../../../../lib/template/store-house.ts";
import { listWaitingCohorts, takeCohorts } from "../../../../../../../../lib/template/store-house-cohort.ts";
import { houseParams } from "../../../../../../_rest/house-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { listOf } from "../../../../../../_rest/shape.ts";

const faultShape = z.object({ path: z.string(), en: z.string(), fr: z.string() });

const waitingShape = z.object({
  key: z.string(),
  name: z.string(),
  state: z
    .enum(["new", "taken", "changed"])
    .describe("Not here; its name is another’s; here, and changed in the template"),
  free: z.string().describe("A name that is free"),
  missing: z.array(faultShape).describe("What the published plan still lacks for it"),
});

export const GET = operation(
  {
    summary: "Cohorts of a template in the plan that the project could still take",
    reach: "project",
    scope: "analysis:read",
    params: houseParams,
    answer: listOf(waitingShape),
  },
  async ({ authorized, params: { template } }) => {
    const waiting = await listWaitingCohorts(authorized, await openHouseTemplate(authorized, template));
    const items = waiting.map(({ cohort, state, free, missing }) => ({
      ...{ key: cohort.key, name: cohort.name, state, free },
      missing: [...missing],
    }));
    return { items };
  },
);

export const POST = operation(
  {
    summary: "Make cohorts of a template the project’s own",
    reach: "project",
    role: "editor",
    scope: "analysis:write",
    params: houseParams,
    body: z.strictObject({
      choices: houseChoicesSchema.describe(
        "By key of the cohort; what is not named waits on, and so does a new one of which the project’s own is kept",
      ),
    }),
    answer: z.object({
      taken: z.array(z.string()),
      refused: z.array(z.object({ name: z.string(), fields: z.array(faultShape) })),
    }),
  },
  async ({ authorized, params: { template }, body: { choices } }) =>
    takeCohorts(authorized, await openHouseTemplate(authorized, template), choices),
);
