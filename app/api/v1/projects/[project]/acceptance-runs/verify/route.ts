import { z } from "zod";
import { installationPublicKey } from "../../../../../../../lib/acceptance/signing-key.ts";
import { statementShape, verifySigned } from "../../../../../../../lib/acceptance/statement.ts";
import { operation } from "../../../../../_rest/operation.ts";

const MEGABYTE = 1024 * 1024;

export const POST = operation(
  {
    summary: "Check a signed result: whether it is as it was signed, and whether this installation signed it",
    reach: "project",
    scope: "events:read",
    fileBytes: 16 * MEGABYTE,
    answer: z.object({
      valid: z.boolean(),
      why: z.enum(["unreadable", "key", "signature", "format"]).optional().describe("Of one that is not valid"),
      signedHere: z.boolean().describe("By the key of this installation"),
      keyId: z.string().optional(),
      statement: statementShape.optional(),
    }),
  },
  async ({ file }) => {
    const { publicKey } = await installationPublicKey();
    const found = verifySigned(new TextDecoder().decode(file), publicKey);
    if (!found.valid) return { valid: false, why: found.why, signedHere: false };
    const { keyId, statement } = found;
    return { valid: true, signedHere: found.trusted === true, keyId, statement };
  },
);
