/** The part of an application that reaches the SDK, as a program whose names can be looked up. */

import { readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import type { SdkFolder, SourceText } from "../site.ts";
import { COMPILER_OPTIONS, moduleResolver, programName } from "./module-resolution.ts";
import { type ComponentCode, svelteCode, vueCode } from "./script-blocks.ts";
import { SMALL_LIBRARY } from "./small-library.ts";

const LIBRARY = "/gabarit-small-library.d.ts";

/** A file as it is told, and as the compiler reads it. */
export interface CodeFile {
  /** As it is told. */
  readonly path: string;
  /** Absolute, with the ending the compiler goes by. */
  readonly name: string;
  readonly text: string;
  /** Of a component: where its template evaluates something. */
  readonly expressions?: ComponentCode["expressions"];
}

export interface SdkProgram {
  readonly checker: ts.TypeChecker;
  /** The files that import the SDK, by themselves or through others. */
  readonly files: readonly { readonly file: CodeFile; readonly source: ts.SourceFile }[];
}

/** The code of each file; of a component its script blocks. */
export function codeFiles(root: string, sources: readonly SourceText[]): CodeFile[] {
  return sources.map(({ path, text }) => {
    const absolute = posix.join(root, path);
    const code = path.endsWith(".vue") ? vueCode(text) : path.endsWith(".svelte") ? svelteCode(text) : undefined;
    if (code === undefined) return { path, name: absolute, text };
    return { path, name: programName(absolute, code.jsx), text: code.text, expressions: code.expressions };
  });
}

/** The SDK's folder that a file lies in. */
export function sdkOf(name: string, sdks: readonly SdkFolder[]): SdkFolder | undefined {
  return sdks.find(({ folder }) => name.startsWith(`${folder}/`));
}

/** Undefined where nothing imports the SDK. */
export function sdkProgram(files: readonly CodeFile[], sdks: readonly SdkFolder[]): SdkProgram | undefined {
  const byName = new Map(files.map((file) => [file.name, file]));
  const resolve = moduleResolver({
    has: (name) => byName.has(name),
    isSdk: (name) => sdkOf(name, sdks) !== undefined,
  });
  const reaching = filesReachingSdk(files, sdks, resolve);
  if (reaching.length === 0) return undefined;
  const parsed = new Map<string, ts.SourceFile>();
  const textOf = (name: string): string | undefined =>
    name === LIBRARY ? SMALL_LIBRARY : (byName.get(name)?.text ?? textIfThere(name));
  const getSourceFile: ts.CompilerHost["getSourceFile"] = (name, options) => {
    const text = parsed.has(name) ? undefined : textOf(name);
    if (text !== undefined) parsed.set(name, ts.createSourceFile(name, text, options, true));
    return parsed.get(name);
  };
  const host: ts.CompilerHost = {
    getSourceFile,
    getDefaultLibFileName: () => LIBRARY,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => byName.has(name) || ts.sys.fileExists(name),
    readFile: textOf,
    writeFile: () => {},
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const resolvedFileName = resolve(text, from);
        if (resolvedFileName === undefined) return { resolvedModule: undefined };
        const extension = /(?:\.d)?\.[cm]?[jt]sx?$/.exec(resolvedFileName)?.[0] ?? ".ts";
        return { resolvedModule: { resolvedFileName, extension, isExternalLibraryImport: false } };
      }),
  };
  const rootNames = [LIBRARY, ...reaching.map(({ name }) => name)];
  const program = ts.createProgram({ rootNames, options: COMPILER_OPTIONS, host });
  const found = reaching.flatMap((file) => {
    const source = program.getSourceFile(file.name);
    return source === undefined ? [] : [{ file, source }];
  });
  return { checker: program.getTypeChecker(), files: found };
}

function textIfThere(name: string): string | undefined {
  try {
    return readFileSync(name, "utf8");
  } catch {
    return undefined;
  }
}

/** Those that import a file of the SDK, and those that import one of those, also through files that were not asked for. */
function filesReachingSdk(
  files: readonly CodeFile[],
  sdks: readonly SdkFolder[],
  resolve: (specifier: string, from: string) => string | undefined,
): CodeFile[] {
  const importers = new Map<string, string[]>();
  const reached: string[] = [];
  const read = new Set(files.map(({ name }) => name));
  const waiting: Pick<CodeFile, "name" | "text">[] = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const { name, text } = file;
    if (sdkOf(name, sdks) !== undefined) continue;
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
      const target = resolve(fileName, name);
      if (target === undefined) continue;
      if (sdkOf(target, sdks) !== undefined) reached.push(name);
      else importers.set(target, [...(importers.get(target) ?? []), name]);
      if (read.has(target)) continue;
      read.add(target);
      waiting.push({ name: target, text: textIfThere(target) ?? "" });
    }
  }
  const reaching = new Set<string>();
  for (let name = reached.pop(); name !== undefined; name = reached.pop()) {
    if (reaching.has(name)) continue;
    reaching.add(name);
    reached.push(...(importers.get(name) ?? []));
  }
  return files.filter(({ name }) => reaching.has(name));
}
