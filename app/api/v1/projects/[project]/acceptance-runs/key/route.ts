import { z } from "zod";
import { installationPublicKey } from "../../../../../../../lib/acceptance/signing-key.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "The public key that signed results are checked with",
    reach: "project",
    scope: "events:read",
    answer: z.object({
      keyId: z.string().describe("The first 16 digits of its SHA-256 (SPKI, DER), in hexadecimal"),
      publicKey: z.string().describe("Ed25519, PEM"),
    }),
  },
  () => installationPublicKey(),
);
