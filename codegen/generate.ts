/** From a published plan to the files of a typed SDK. Pure: the same plan and options always give the same bytes. */

import type { PublishedPlan } from "../lib/plan/plan.ts";
import type { GeneratedFiles } from "./file.ts";
import { generatorOf, type Target, type TargetOptions } from "./targets.ts";

export type GenerateOptions<T extends Target = Target> = { readonly target: T } & TargetOptions[T];

/**
 * Paths relative to the output folder, in order, each with the text of its file.
 *
 * @throws UserError `invalid_input` when two events would share a name in code, or a wire name and call type.
 */
export async function generate<T extends Target>(
  published: PublishedPlan,
  options: GenerateOptions<T>,
): Promise<GeneratedFiles> {
  return generatorOf(options.target)(published, options);
}
