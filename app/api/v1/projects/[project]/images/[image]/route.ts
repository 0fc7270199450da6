import { z } from "zod";
import { imageResponse, readImage } from "../../../../../../../lib/plan/store-image.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "A picture of the plan",
    reach: "project",
    scope: "plan:read",
    params: z.object({ image: z.string().max(64) }),
    answer: { file: "image/png, image/jpeg, image/webp or image/gif" },
  },
  async ({ authorized, params }) => imageResponse(await readImage(authorized, params.image)),
);
