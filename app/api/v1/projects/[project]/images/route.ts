import { z } from "zod";
import { IMAGE_TYPES } from "../../../../../../lib/plan/image-header.ts";
import { IMAGE_BYTES_MAX, saveImage } from "../../../../../../lib/plan/store-image.ts";
import { operation } from "../../../../_rest/operation.ts";

export const POST = operation(
  {
    summary: "Keep a picture (PNG, JPEG, WebP or GIF) that steps and triggers can show",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    fileBytes: IMAGE_BYTES_MAX,
    answer: z.object({
      id: z.string().describe("SHA-256 of its bytes: the `id` of an image reference"),
      mediaType: z.enum(IMAGE_TYPES),
      width: z.int(),
      height: z.int(),
    }),
    status: 201,
  },
  ({ authorized, file }) => saveImage(authorized, file),
);
