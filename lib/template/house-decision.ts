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
  fields: z
    .record(key, side)
    .default({})
    .describe("By path: fields that both the project and a later version changed; `*` stands for all others"),
});

/** As it is asked of the core. */
export function houseDecisions({ choices, standards, fields }: DecidedHouse): HouseDecisions {
  const resolutions = new Map(
    Object.entries(fields).map(([path, take]) => [path, { take: take === "mine" ? "ours" : "theirs" } as const]),
  );
  return { choices, resolutions, ...(standards === undefined ? {} : { standards }) };
}

const recordSchema = z.record(z.string(), z.unknown()).catch({});
const addressSchema = z.object({ choices: recordSchema, standards: z.unknown(), fields: recordSchema });

/** What an address says; each decision that cannot be read decides nothing, and `unread` counts them. */
export function decisionsOf(text: string | undefined): { readonly decided: DecidedHouse; readonly unread: number } {
  if (text === undefined || text === "") return { decided: NOTHING_DECIDED, unread: 0 };
  const said = addressSchema.safeParse(jsonOf(text));
  if (!said.success) return { decided: NOTHING_DECIDED, unread: 1 };
  let unread = 0;
  function readable<T extends z.ZodType>(record: Record<string, unknown>, schema: T) {
    return Object.fromEntries(
      Object.entries(record).flatMap(([id, value]) => {
        const [name, read] = [key.safeParse(id), schema.safeParse(value)];
        if (name.success && read.success) return [[name.data, read.data] as const];
        unread += 1;
        return [];
      }),
    );
  }
  const { choices, fields } = said.data;
  const standards = side.optional().safeParse(said.data.standards);
  if (!standards.success) unread += 1;
  const decided = { choices: readable(choices, houseChoiceSchema), fields: readable(fields, side) };
  return { decided: { ...decided, ...(standards.data === undefined ? {} : { standards: standards.data }) }, unread };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
