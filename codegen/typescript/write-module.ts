/** Writes modules: one TypeScript file, or one JavaScript file, or several modules as one CommonJS file or declaration. */

import { posix } from "node:path";
import { strLit } from "../escape.ts";
import type { ImportExtension } from "./model.ts";
import { exportFrom, header, type ImportedName, importFrom } from "./source-file.ts";
import type { Link, SourceModule, Statement } from "./source-module.ts";

/** A path as an import of a module at `from` writes it. */
function relativePath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function joined(head: string, statements: readonly string[]): string {
  return [head, ...statements.filter((text) => text !== "")].join("\n");
}

export function writeSource(module: SourceModule, slug: string, extension: ImportExtension): string {
  const links = [
    ...module.imports.map(({ path, names }) => importFrom(relativePath(module.path, path), names, extension)),
    ...module.reExports.map(({ path, names }) => exportFrom(relativePath(module.path, path), names, extension)),
  ];
  return joined(
    header(slug) + links.join(""),
    module.statements.map(({ source }) => source),
  );
}

function values({ names }: Link): readonly ImportedName[] {
  return names.filter(({ typeOnly }) => typeOnly !== true);
}

export function writeEsm(module: SourceModule, slug: string): string {
  const links = (found: readonly Link[], write: typeof importFrom): string[] =>
    found
      .filter((link) => values(link).length > 0)
      .map((link) => write(relativePath(module.path, link.path), values(link), ".js"));
  return joined(
    header(slug) + [...links(module.imports, importFrom), ...links(module.reExports, exportFrom)].join(""),
    module.statements.map(({ code }) => code),
  );
}

/** Each module in a block of its own; `path` of an import to where CommonJS has it. */
export function writeCjs(modules: readonly SourceModule[], slug: string, place: (path: string) => string): string {
  const blocks = modules.map((module) => cjsBlock(module, place));
  const [only] = blocks;
  const body = blocks.length === 1 && only !== undefined ? only : blocks.map((block) => `{\n${block}}\n`).join("");
  return `"use strict";\n${header(slug)}${body}`;
}

function cjsBlock({ imports, reExports, statements }: SourceModule, place: (path: string) => string): string {
  const required = (path: string): string => `require(${strLit(`./${place(path)}.cjs`)})`;
  const requires = imports
    .filter((link) => values(link).length > 0)
    .map((link) => {
      const names = values(link).map(({ name }) => name.replace(" as ", ": "));
      return `const { ${names.join(", ")} } = ${required(link.path)};\n`;
    });
  const passed = reExports.flatMap((link) =>
    values(link).map(({ name }) => `exports.${name} = ${required(link.path)}.${name};\n`),
  );
  return [...requires, ...passed, ...statements.map(cjsStatement)].join("");
}

function cjsStatement({ code, value }: Statement): string {
  const local = code.replace(/^export /m, "");
  return value === undefined ? local : `${local}exports.${value} = ${value};\n`;
}

/** The types of several modules as one file; they share no names. */
export function writeDeclarations(
  modules: readonly SourceModule[],
  slug: string,
  extension: ".js" | ".cjs",
  place: (path: string) => string,
): string {
  const imports = new Map<string, Set<string>>();
  for (const { path, names } of modules.flatMap((module) => module.imports)) {
    const types = names.filter(({ typeOnly, isBoth }) => typeOnly === true || isBoth === true);
    const known = imports.get(place(path)) ?? new Set();
    imports.set(place(path), new Set([...known, ...types.map(({ name }) => name)]));
  }
  const lines = [...imports]
    .filter(([, names]) => names.size > 0)
    .map(([path, names]) => `import type { ${[...names].join(", ")} } from ${strLit(`./${path}${extension}`)};\n`);
  const passed = modules.flatMap(({ reExports }) =>
    reExports.map(({ path, names }) => exportFrom(`./${place(path)}`, names, extension)),
  );
  const statements = modules.flatMap((module) => module.statements.map(({ declaration }) => declaration));
  return joined(header(slug) + [...lines, ...passed].join(""), statements.length === 0 ? ["export {};\n"] : statements);
}
