/** Printing: text for people, JSON for programs, files without surprises. */

import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { printableLines } from "../lib/base/printable.ts";
import type { FormatError, InputFile, ReadFinding } from "../lib/format/format.ts";
import { groupLoss, type LossEntry } from "../lib/format/loss.ts";
import { EDITOR_SCHEMA_PATH } from "../lib/format/plan-file/editor-schema.ts";
import type { PlanFileOptions } from "../lib/format/plan-file/write.ts";
import type { CliContext } from "./context.ts";
import { makeFolder } from "./make-folder.ts";

export async function printLine({ io }: CliContext, line = ""): Promise<void> {
  await io.stdout(`${printableLines(line)}\n`);
}

export async function printJson({ io }: CliContext, value: unknown): Promise<void> {
  // JSON leaves DEL and the controls behind it as they are, which a terminal obeys too.
  const escaped = (control: string) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`;
  await io.stdout(`${JSON.stringify(value, undefined, 2).replace(/[\u007f-\u009f]/g, escaped)}\n`);
}

/** Notes go to stderr: stdout is the result. */
export function note({ io }: CliContext, line: string): void {
  io.stderr(`${printableLines(line)}\n`);
}

/** Reading a folder fails without saying which. */
export async function naming<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Error && "syscall" in error && !("path" in error) ? Object.assign(error, { path }) : error;
  }
}

export async function readInput({ io }: CliContext, path: string): Promise<InputFile> {
  if (path !== "-") return { name: basename(path), content: await naming(path, readFile(resolve(io.cwd, path))) };
  const chunks: Buffer[] = [];
  for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return { name: "stdin", content: Buffer.concat(chunks) };
}

/** The text of a file; undefined when there is none. */
export async function readTextIfThere({ io }: CliContext, path: string): Promise<string | undefined> {
  try {
    return await naming(path, readFile(resolve(io.cwd, path), "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

export async function writeOutput({ io }: CliContext, path: string, content: string | Uint8Array): Promise<void> {
  const target = resolve(io.cwd, path);
  await makeFolder(dirname(target));
  await writeFile(target, content);
}

/** `plan.yaml:12:5 /events/3/name: "name" is missing. Expected: text.` */
export function errorLine(error: FormatError, { language, t }: CliContext): string {
  const sheet = error.sheet === undefined ? "" : ` ${error.sheet}!`;
  const position =
    error.line === undefined ? "" : `:${error.line}${error.column === undefined ? "" : `:${error.column}`}`;
  const place = error.pointer ?? (error.header === undefined ? "" : `[${error.header}]`);
  const expected = error.expected === undefined ? "" : ` ${t("import.expected", { what: error.expected[language] })}`;
  return `${error.file}${sheet}${position}${place === "" ? "" : ` ${place}`}: ${error.message[language]}${expected}`;
}

/** A few lines on what a file could not carry. */
export function lossLines(loss: readonly LossEntry[], { language, t }: CliContext): string[] {
  if (loss.length === 0) return [t("loss.none")];
  const groups = groupLoss(loss).map(({ label, count, paths }) => {
    const more = count > paths.length ? ", …" : "";
    return `  ${t("loss.group", { label: label[language], count })} ${paths.filter((path) => path !== "").join(", ")}${more}`.trimEnd();
  });
  return [t("loss.some", { count: loss.length }), ...groups];
}

export function findingLines(findings: readonly ReadFinding[], { language }: CliContext): string[] {
  return findings.map(({ path, message }) => `  ${path === "" ? "" : `${path} `}${message[language]}`);
}

/** Where editors find the shape of plan files: at the server, when one is set. */
export function planFileOptions({ io }: CliContext, previous?: string): PlanFileOptions {
  const { url } = io.server;
  return {
    ...(previous === undefined ? {} : { previous }),
    ...(url === undefined ? {} : { schemaUrl: `${url.replace(/\/+$/, "")}${EDITOR_SCHEMA_PATH}` }),
  };
}

/** The server whose JSON Schemas the files of a folder name, when one is set. */
export function schemaServer({ io }: CliContext): { readonly schemaServer?: string } {
  const { url } = io.server;
  return url === undefined ? {} : { schemaServer: url.replace(/\/+$/, "") };
}

/** Writes the report of an import or an export where asked. */
export async function writeReport(context: CliContext, path: string | undefined, report: unknown): Promise<void> {
  if (path !== undefined) await writeOutput(context, path, `${JSON.stringify(report, undefined, 2)}\n`);
}
