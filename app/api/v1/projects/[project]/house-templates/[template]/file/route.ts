import { z } from "zod";
import { writeHouseFile } from "../../../../../../../../lib/template/house-file.ts";
import { openHouseTemplate } from "../../../../../../../../lib/template/store-house.ts";
import { draftStem } from "../../../../../../../../lib/template/store-house-apply.ts";
import { fileResponse } from "../../../../../../_rest/file-response.ts";
import { houseParams } from "../../../../../../_rest/house-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary:
      "A version of a template as a file that another installation opens; with its cohorts for a token that reads analysis",
    reach: "project",
    scope: "plan:read",
    limit: "exportData",
    params: houseParams,
    query: z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000).optional() }),
    answer: { file: "application/yaml" },
  },
  async ({ authorized, params: { template }, query: { version } }) => {
    const house = await openHouseTemplate(authorized, template, version);
    const file = { ...house, version: house.shown.version, notes: house.shown.notes };
    return fileResponse(writeHouseFile(file), `${draftStem(house)}.yaml`, "application/yaml");
  },
);
