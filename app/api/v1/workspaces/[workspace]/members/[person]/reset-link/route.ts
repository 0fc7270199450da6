import { z } from "zod";
import { mailResetLink } from "../../../../../../../../lib/access/link-mail.ts";
import { createResetLink } from "../../../../../../../../lib/access/one-time-link.ts";
import { readEnv } from "../../../../../../../../lib/base/env.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { instantShape, mailOutcomeShape } from "../../../../../../_rest/shape.ts";

export const POST = operation(
  {
    summary:
      "A link with which a member chooses a new password, once, within a day; by token, of nobody but this workspace's",
    reach: "workspace",
    role: "admin",
    scope: "access:write",
    params: z.object({ person: z.string() }),
    answer: z.object({ link: z.url(), expiresAt: instantShape, mail: mailOutcomeShape }),
    status: 201,
  },
  async ({ authorized, params }) => {
    const reset = await createResetLink(authorized, params.person);
    const mail = await mailResetLink(authorized, reset);
    return { link: `${readEnv().publicUrl}${reset.path}`, expiresAt: reset.expiresAt, mail };
  },
);
