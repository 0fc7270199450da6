/** What somebody decided about a template before it is applied, as an address, a form or a program says it. */

import { z } from "zod";
import { nameSchema } from "../plan/schema.ts";
import type { HouseChoice } from "./house-choice.ts";
import { type DecidedHouse, NOTHING_DECIDED } from "./house-decided.ts";
import type { HouseDecisions } from "./store-house-apply.ts";

const key = z.string().min(1).max(500);
const side = z.enum(["mine", "theirs"]);

const houseChoiceSchema = z.union([
  z.strictObject({ take: side }),
  z.strictObject({ rename: nameSchema }),
]) satisfies z.ZodType<HouseChoice>;

/** By the id of the template's object, or the key of its cohort. */
export const houseChoicesSchema = z.record(key, houseChoiceSchema);

export const houseDecisionsSchema = z.strictObject({
  choices: houseChoicesSchema
    .default({})
    .describe(
      "By id of the template’s object that the plan has otherwise; `*` stands for all others. The plan’s own is kept by default",
    ),
  standards: side.optional().describe("Whose settings hold; the template’s where the project never set any"),
  fields: z.record(key, side).default({}).describe("By path: fields that both the project and a later version changed"),
});

/** As it is asked of the core. */
export function houseDecisions({ choices, standards, fields }: DecidedHouse): HouseDecisions {
  const resolutions = new Map(
    Object.entries(fields).map(([path, take]) => [path, { take: take === "mine" ? "ours" : "theirs" } as const]),
  );
  return { choices, resolutions, ...(standards === undefined ? {} : { standards }) };
}

/** What an address says; what cannot be read decides nothing. */
export function decisionsOf(text: string | undefined): DecidedHouse {
  if (text === undefined || text === "") return NOTHING_DECIDED;
  try {
    return houseDecisionsSchema.catch(NOTHING_DECIDED).parse(JSON.parse(text));
  } catch {
    return NOTHING_DECIDED;
  }
}
