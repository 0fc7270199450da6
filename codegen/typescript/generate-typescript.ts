/** The files of a TypeScript SDK: sources that live in the application's own repository, or a package that is installed. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { collectFiles, type GeneratedFiles } from "../file.ts";
import { buildModel } from "./build-model.ts";
import type { ImportExtension, SdkModel } from "./model.ts";
import { packageFiles } from "./package-files.ts";
import { callsModule } from "./print-calls.ts";
import { eventModule } from "./print-event.ts";
import { indexModule } from "./print-index.ts";
import { printLock } from "./print-lock.ts";
import { planModule } from "./print-plan.ts";
import { initModule, purposesModule } from "./print-purposes.ts";
import { printReadme } from "./print-readme.ts";
import { specModules } from "./print-specs.ts";
import { traitsModule } from "./print-traits.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";
import type { SourceModule } from "./source-module.ts";
import { writeSource } from "./write-module.ts";

export interface TypescriptOptions {
  /** `source` (default): TypeScript for the application's repository; `package`: JavaScript with declarations, to install. */
  readonly mode?: "source" | "package";
  /** Appended to relative imports of sources. Default: nothing, which suits bundlers; `js` for Node's own resolution. */
  readonly importExtension?: "none" | "js" | "ts";
  /** Adds `react.ts` to sources, which imports React; a package always has it. Default: false. */
  readonly react?: boolean;
  /** The name a package is installed under. Default: the plan's slug and `-tracking`. */
  readonly packageName?: string;
}

const EXTENSIONS: Readonly<Record<NonNullable<TypescriptOptions["importExtension"]>, ImportExtension>> = {
  none: "",
  js: ".js",
  ts: ".ts",
};

/** @throws UserError `invalid_input` when the name of the package is none. */
export async function generateTypescript(
  published: PublishedPlan,
  options: TypescriptOptions = {},
): Promise<GeneratedFiles> {
  const model = buildModel(published);
  const modules = await modulesOf(model);
  if (options.mode === "package") return collectFiles(packageFiles(model, modules, options.packageName));
  const extension = EXTENSIONS[options.importExtension ?? "none"];
  return collectFiles([
    ["README.md", printReadme(model)],
    ["plan.lock.json", printLock(model)],
    ...modules.map((module): [string, string] => [`${module.path}.ts`, writeSource(module, model.slug, extension)]),
    ...runtimeFiles(extension, options.react === true),
  ]);
}

async function modulesOf(model: SdkModel): Promise<SourceModule[]> {
  return [
    indexModule(model),
    await planModule(model),
    initModule(model),
    purposesModule(model),
    callsModule(model),
    await traitsModule(model),
    ...specModules(model),
    ...(await Promise.all(model.events.map(eventModule))),
  ];
}

/** The runtime imports its neighbours with `.ts`, as our own sources do. */
function runtimeFiles(extension: ImportExtension, withReact: boolean): [string, string][] {
  return Object.entries(RUNTIME_FILES)
    .filter(([path]) => withReact || path !== "react.ts")
    .map(([path, text]) => [path, text.replace(/((?: from |\bimport\()"\.\/[a-z-]+)\.ts"/g, `$1${extension}"`)]);
}
