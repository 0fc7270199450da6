/** From a published plan to the files of a target. Pure: the same plan and options always give the same bytes. */

import type { PublishedPlan } from "../lib/plan/plan.ts";
import { collectFiles, type GeneratedFiles } from "./file.ts";
import { generatorOf, TARGETS, type Target, type TargetOptions } from "./targets.ts";

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

/** One target or all with an SDK; `options` are for those that have some. */
export function generateChosen(
  published: PublishedPlan,
  target: Target | "all",
  options: Partial<TargetOptions> = {},
): Promise<GeneratedFiles> {
  return target === "all"
    ? generateEach(published, TARGETS, options)
    : generate(published, { target, ...options[target] });
}

/** Several targets, each in a folder of its name; `options` are for those that have some. */
export async function generateEach(
  published: PublishedPlan,
  targets: readonly Target[],
  options: Partial<TargetOptions> = {},
): Promise<GeneratedFiles> {
  const found = await Promise.all(
    targets.map(async (target) => {
      const files = await generate(published, { target, ...options[target] });
      return [...files].map(([path, text]): [string, string] => [`${target}/${path}`, text]);
    }),
  );
  return collectFiles(found.flat());
}
