/** Compiles generated files in memory with the strictest options an application may use. */

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import { STRICT_OPTIONS } from "./compile-native.ts";

const OPTIONS = ts.convertCompilerOptionsFromJson(STRICT_OPTIONS, "").options;

const ROOT = "/virtual";
const libraries = dirname(createRequire(import.meta.url).resolve("typescript"));
const parsedLibraries = new Map<string, ts.SourceFile | undefined>();

function library(path: string): ts.SourceFile | undefined {
  if (!parsedLibraries.has(path)) {
    const text = ts.sys.readFile(path);
    parsedLibraries.set(path, text === undefined ? undefined : ts.createSourceFile(path, text, ts.ScriptTarget.ES2020));
  }
  return parsedLibraries.get(path);
}

function host(sources: ReadonlyMap<string, string>): ts.CompilerHost {
  const has = (path: string): boolean => sources.has(path) || (path.startsWith(libraries) && ts.sys.fileExists(path));
  return {
    fileExists: has,
    readFile: (path) => sources.get(path),
    getSourceFile: (path, target) => {
      const text = sources.get(path);
      return text === undefined ? library(path) : ts.createSourceFile(path, text, target);
    },
    directoryExists: (path) => [...sources.keys()].some((file) => file.startsWith(`${path}/`)),
    getDefaultLibFileName: () => join(libraries, "lib.es2020.d.ts"),
    getDefaultLibLocation: () => libraries,
    getCurrentDirectory: () => ROOT,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
  };
}

export interface CompileProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Every error and syntax problem, by file and line. `files` are TypeScript sources by path; others are left out. */
export function compileProblems(
  files: Iterable<readonly [string, string]>,
  options: ts.CompilerOptions = {},
): CompileProblem[] {
  const sources = new Map([...files].map(([path, text]) => [`${ROOT}/${path}`, text] as const));
  const roots = [...sources.keys()].filter((path) => path.endsWith(".ts"));
  const program = ts.createProgram(roots, { ...OPTIONS, ...options }, host(sources));
  const found = [
    ...program.getOptionsDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(),
    ...program.getDeclarationDiagnostics(),
  ];
  return found.map((diagnostic) => ({
    file: diagnostic.file?.fileName.slice(ROOT.length + 1) ?? "",
    line: (diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0) + 1,
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
  }));
}

/** The same files under a folder of their own, so that several SDKs compile as one program. */
export function under(folder: string, files: Iterable<readonly [string, string]>): [string, string][] {
  return [...files].map(([path, text]) => [`${folder}/${path}`, text]);
}
