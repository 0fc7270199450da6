import { openHouseTemplate } from "../../../../../../../../lib/template/store-house.ts";
import { dismissOffer } from "../../../../../../../../lib/template/store-house-standing.ts";
import { houseParams } from "../../../../../../_rest/house-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const DELETE = operation(
  {
    summary: "Put the offer of a template’s latest version aside; the next one is offered again",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params: houseParams,
  },
  async ({ authorized, params: { template } }) =>
    dismissOffer(authorized, await openHouseTemplate(authorized, template)),
);
