/** From what an import says to a file: as the nearest tsconfig.json or jsconfig.json has it, else as bundlers usually do. */

import { existsSync } from "node:fs";
import { dirname, posix } from "node:path";
import ts from "typescript";

const BASE: ts.CompilerOptions = {
  noLib: true,
  allowJs: true,
  checkJs: false,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  strict: false,
  jsx: ts.JsxEmit.Preserve,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  allowArbitraryExtensions: true,
  noResolve: false,
};

export const COMPILER_OPTIONS: ts.CompilerOptions = BASE;

/** The name under which the code of a component stands in the program. */
export function programName(path: string, jsx = false): string {
  return /\.(?:vue|svelte)$/.test(path) ? `${path}.${jsx ? "tsx" : "ts"}` : path;
}

/** Aliases that frameworks set up outside of any tsconfig, each with the folder it means below the nearest package. */
const USUAL_ALIASES: readonly (readonly [prefix: string, folder: string])[] = [
  ["@/", "src/"],
  ["@/", ""],
  ["~/", "src/"],
  ["~/", ""],
  ["~/", "app/"],
  ["$lib/", "src/lib/"],
];

const ENDINGS = ["", ".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs", "/index.ts", "/index.tsx", "/index.js"];

interface Surroundings {
  /** Whether the program has a file of this name of its own: the code of components. */
  readonly has: (name: string) => boolean;
  /** Whether a file below `node_modules` belongs to an SDK. */
  readonly isSdk: (path: string) => boolean;
}

/** Answers a file of the program, or undefined for what is foreign. */
export type ResolveModule = (specifier: string, from: string) => string | undefined;

export function moduleResolver({ has, isSdk }: Surroundings): ResolveModule {
  const optionsByFolder = new Map<string, ts.CompilerOptions>();
  const found = new Map<string, string | undefined>();
  const host: ts.ModuleResolutionHost = {
    ...ts.sys,
    fileExists: (path) => has(path) || ts.sys.fileExists(path),
  };

  const optionsOf = (folder: string): ts.CompilerOptions => {
    const known = optionsByFolder.get(folder);
    if (known !== undefined) return known;
    const parent = posix.dirname(folder);
    const own = ["tsconfig.json", "jsconfig.json"].map((name) => posix.join(folder, name)).find(existsSync);
    const options = own !== undefined ? { ...BASE, ...pathsOf(own) } : parent === folder ? BASE : optionsOf(parent);
    optionsByFolder.set(folder, options);
    return options;
  };

  const component = (path: string): string | undefined =>
    /\.(?:vue|svelte)$/.test(path) ? [programName(path), programName(path, true)].find(has) : undefined;

  const usual = (specifier: string, from: string): string | undefined => {
    for (const [prefix, below] of USUAL_ALIASES) {
      if (!specifier.startsWith(prefix)) continue;
      for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
        const path = posix.join(folder, below, specifier.slice(prefix.length));
        const file = component(path) ?? ENDINGS.map((ending) => path + ending).find((name) => isCode(name, host));
        if (file !== undefined) return file;
        if (folder === posix.dirname(folder)) break;
      }
    }
    return undefined;
  };

  const resolve = (specifier: string, from: string): string | undefined => {
    if (specifier.startsWith(".")) {
      const path = component(posix.join(posix.dirname(from), specifier));
      if (path !== undefined) return path;
    }
    const { resolvedModule } = ts.resolveModuleName(specifier, from, optionsOf(posix.dirname(from)), host);
    const file = resolvedModule?.resolvedFileName ?? usual(specifier, from);
    if (file === undefined) return undefined;
    return file.includes("/node_modules/") && !isSdk(file) ? undefined : file;
  };

  return (specifier, from) => {
    const key = `${dirname(from)}\0${specifier}`;
    if (!found.has(key)) found.set(key, resolve(specifier, from));
    return found.get(key);
  };
}

function isCode(name: string, host: ts.ModuleResolutionHost): boolean {
  return /\.[cm]?[jt]sx?$/.test(name) && host.fileExists(name);
}

/** Where names of modules lead by a configuration file, and by those it refers to. */
function pathsOf(file: string, depth = 0): Partial<ts.CompilerOptions> {
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  if (typeof config !== "object" || config === null) return {};
  const readNothing: ts.ParseConfigHost = { ...ts.sys, readDirectory: () => [] };
  const { options, projectReferences } = ts.parseJsonConfigFileContent(config, readNothing, posix.dirname(file));
  const { baseUrl, paths, pathsBasePath, customConditions, moduleSuffixes } = options;
  const own = { baseUrl, paths, pathsBasePath, customConditions, moduleSuffixes };
  const known = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  if (paths !== undefined || depth > 2) return known;
  for (const reference of projectReferences ?? []) {
    const path = ts.sys.directoryExists(reference.path) ? posix.join(reference.path, "tsconfig.json") : reference.path;
    const referred = pathsOf(path, depth + 1);
    if (referred.paths !== undefined) return { ...known, ...referred };
  }
  return known;
}
