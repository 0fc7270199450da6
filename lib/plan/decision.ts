/** What somebody decided a field that both sides changed shall be. */

import { z } from "zod";

/** As on `main`, as on the draft, or another value of the field's shape; null empties it. */
const decisionSchema = z.union([
  z.strictObject({ take: z.enum(["main", "branch"]) }),
  z.strictObject({ value: z.unknown().describe("Another value, of the field's shape; null empties it") }),
]);
export type Decision = Readonly<z.output<typeof decisionSchema>>;

/** By the path of a conflict. */
export const decisionsSchema = z.record(z.string().max(1000), decisionSchema);
export type Decisions = Readonly<Record<string, Decision>>;
