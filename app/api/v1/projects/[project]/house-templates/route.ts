import { z } from "zod";
import { houseSaveSchema } from "../../../../../../lib/template/house-save-schema.ts";
import { HOUSE_SORTS, listHouseTemplates } from "../../../../../../lib/template/store-house.ts";
import {
  houseGround,
  saveHouseTemplate,
  saveHouseVersion,
  selectHouse,
} from "../../../../../../lib/template/store-house-save.ts";
import { houseSummaryShape, savedHouseShape, standingOf } from "../../../../_rest/house-shape.ts";
import { operation } from "../../../../_rest/operation.ts";

const MEGABYTE = 1024 * 1024;

export const GET = operation(
  {
    summary: "Templates of the house library, with what this project took of each",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      search: z.string().max(200).optional(),
      sort: z.enum(HOUSE_SORTS).optional(),
      page: z.coerce.number().int().min(1).max(10_000).optional(),
    }),
    answer: z.object({ items: z.array(houseSummaryShape).describe("A page; the next with `page`"), total: z.int() }),
  },
  async ({ authorized, query }) => {
    const { items, total } = await listHouseTemplates(authorized, query);
    return { items: items.map((item) => ({ ...item, standing: standingOf(item.standing) })), total };
  },
);

export const POST = operation(
  {
    summary: "Save the plan, or a part of it, as a template of the house, or as the next version of one",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    body: houseSaveSchema,
    maxBytes: 2 * MEGABYTE,
    status: 201,
    answer: savedHouseShape,
  },
  async ({ authorized, body: { branch, version, template, take, ...texts } }) => {
    const ground = await houseGround(authorized, { branch, version });
    const given = { ...texts, content: selectHouse(ground, take).content, from: ground.from };
    return template === undefined
      ? saveHouseTemplate(authorized, given)
      : saveHouseVersion(authorized, template, given);
  },
);
