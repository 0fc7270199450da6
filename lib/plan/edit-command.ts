/** What a command is: a shape, what it does to a plan, and the fields it touches. */

import { z } from "zod";
import type { PlanProblem, ProblemCode } from "./edit-problem.ts";
import type { Plan, PublishedPlan } from "./plan.ts";

/** What an edit may need to know besides the plan it changes. */
export interface EditContext {
  /** The latest published version: its identifiers are locked and its wire names stay known after a rename. */
  readonly published?: PublishedPlan | undefined;
}

/** The changed plan, or the one problem that stops the command. */
export type Outcome = Plan | PlanProblem;

export function isProblem(outcome: Outcome): outcome is PlanProblem {
  return "code" in outcome;
}

export function problem(code: ProblemCode, path: string, detail?: string): PlanProblem {
  return { code, path, ...(detail === undefined ? {} : { detail }) };
}

export interface Command {
  readonly name: string;
  apply(plan: Plan, edit: CommandInput, context: EditContext): Outcome;
  touched(edit: CommandInput): string[];
  /** Writes into the edit what it would take from the context, so that it can be repeated without one. */
  settle(plan: Plan, edit: CommandInput, context: EditContext): CommandInput;
}

export interface CommandInput {
  readonly command: string;
}

interface CommandParts<E> {
  readonly apply: (plan: Plan, edit: E, context: EditContext) => Outcome;
  readonly touched: (edit: E) => string[];
  readonly settle?: (plan: Plan, edit: E, context: EditContext) => E;
}

/** A command called `name` with these fields. `schema` goes into the union of all edits. */
export function defineCommand<Name extends string, Shape extends z.core.$ZodLooseShape>(
  name: Name,
  shape: Shape,
  parts: CommandParts<z.infer<z.ZodObject<{ command: z.ZodLiteral<Name> } & Shape, z.core.$strict>>>,
) {
  const schema = z.strictObject({ command: z.literal(name), ...shape });
  type E = z.infer<typeof schema>;
  type Given = Parameters<typeof parts.apply>[1];
  const own = (edit: CommandInput) => edit as unknown as E & Given;
  const command: Command = {
    name,
    apply: (plan, edit, context) => parts.apply(plan, own(edit), context),
    touched: (edit) => parts.touched(own(edit)),
    settle: (plan, edit, context) =>
      parts.settle === undefined ? edit : (parts.settle(plan, own(edit), context) as unknown as CommandInput),
  };
  return { name, schema, command };
}
