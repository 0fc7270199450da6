/** The languages and platforms code can be generated for; each is one function from a published plan to files. */

import type { PublishedPlan } from "../lib/plan/plan.ts";
import type { GeneratedFiles } from "./file.ts";
import { generateGo } from "./go/generate-go.ts";
import { goPattern } from "./go/go-pattern.ts";
import { generateJava } from "./java/generate-java.ts";
import { javaPattern } from "./java/java-pattern.ts";
import { generatePython } from "./python/generate-python.ts";
import { pythonPattern } from "./python/python-pattern.ts";
import { type UncheckedEvent, uncheckedEvents } from "./spec/ingest-only.ts";
import { generateTypescript, type TypescriptOptions } from "./typescript/generate-typescript.ts";

/** Of a target that has none. */
type NoOptions = Readonly<Record<never, never>>;

export interface TargetOptions {
  readonly go: NoOptions;
  readonly java: NoOptions;
  readonly python: NoOptions;
  readonly typescript: TypescriptOptions;
}

export type Target = keyof TargetOptions;

type Generators = {
  readonly [T in Target]: (published: PublishedPlan, options: TargetOptions[T]) => Promise<GeneratedFiles>;
};

const GENERATORS: Generators = {
  typescript: generateTypescript,
  python: generatePython,
  java: generateJava,
  go: generateGo,
};

export const TARGETS = Object.keys(GENERATORS) as readonly Target[];

export function generatorOf<T extends Target>(target: T): Generators[T] {
  return GENERATORS[target];
}

/** The patterns that a language can run; TypeScript runs them as they stand. */
const PATTERNS: { readonly [T in Target]?: (source: string) => string | undefined } = {
  go: goPattern,
  java: javaPattern,
  python: pythonPattern,
};

/** What the SDK of that language leaves to ingest, event by event. */
export function uncheckedBy(target: Target, { plan }: PublishedPlan): UncheckedEvent[] {
  const pattern = PATTERNS[target];
  return uncheckedEvents(plan, pattern === undefined ? {} : { pattern });
}
