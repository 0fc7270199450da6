/** The files of a TypeScript SDK in source mode: they live in the application's own repository. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { collectFiles, type GeneratedFiles } from "../file.ts";
import { buildModel } from "./build-model.ts";
import type { ImportExtension } from "./model.ts";
import { printCalls } from "./print-calls.ts";
import { printEvent } from "./print-event.ts";
import { printIndex } from "./print-index.ts";
import { printLock } from "./print-lock.ts";
import { printPlan } from "./print-plan.ts";
import { printPurposes } from "./print-purposes.ts";
import { printReadme } from "./print-readme.ts";
import { printSpecs } from "./print-specs.ts";
import { printTraits } from "./print-traits.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";

export interface TypescriptOptions {
  /** Appended to relative imports. Default: nothing, which suits bundlers; `js` for Node's own resolution. */
  readonly importExtension?: "none" | "js" | "ts";
  /** Adds `react.ts`, which imports React. Default: false. */
  readonly react?: boolean;
}

const EXTENSIONS: Readonly<Record<NonNullable<TypescriptOptions["importExtension"]>, ImportExtension>> = {
  none: "",
  js: ".js",
  ts: ".ts",
};

export async function generateTypescript(
  published: PublishedPlan,
  options: TypescriptOptions = {},
): Promise<GeneratedFiles> {
  const extension = EXTENSIONS[options.importExtension ?? "none"];
  const model = buildModel(published);
  const entries: [string, string][] = [
    ["README.md", printReadme(model)],
    ["index.ts", printIndex(model, extension)],
    ["plan.lock.json", printLock(model)],
    ["plan.ts", await printPlan(model, extension)],
    ["purposes.ts", printPurposes(model)],
    ["track.ts", printCalls(model, extension)],
    ["traits.ts", await printTraits(model, extension)],
    ...printSpecs(model, extension),
    ...runtimeFiles(extension, options.react === true),
  ];
  for (const event of model.events) {
    entries.push([`${event.module}.ts`, await printEvent(event, model.slug, extension)]);
  }
  return collectFiles(entries);
}

/** The runtime imports its neighbours with `.ts`, as our own sources do. */
function runtimeFiles(extension: ImportExtension, withReact: boolean): [string, string][] {
  return Object.entries(RUNTIME_FILES)
    .filter(([path]) => withReact || path !== "react.ts")
    .map(([path, text]) => [path, text.replace(/((?: from |\bimport\()"\.\/[a-z-]+)\.ts"/g, `$1${extension}"`)]);
}
