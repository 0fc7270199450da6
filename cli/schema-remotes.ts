/** Schemas that another one's `$ref` names, from files that stand for their addresses. Nothing is ever fetched. */

import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { BareSchemaError, parseSchemaText } from "../lib/ingest/bare-schema.ts";
import { type CliContext, CliFailure } from "./context.ts";
import { naming } from "./output.ts";

/** Names of files by which YAML and JSON are known; addresses often leave them out. */
const EXTENSION = /\.(json|ya?ml)$/;
/** Registries name a schema by its version alone: `1-0-0`, `2.1.0`, `latest`. */
const WITHOUT_EXTENSION = /^[^.]+$|^\d+(\.\d+)+$/;

function isSchemaFile(entry: Dirent): boolean {
  return entry.isFile() && (EXTENSION.test(entry.name) || WITHOUT_EXTENSION.test(entry.name));
}

/** The schema of a file; nothing for one of a folder that is not JSON or YAML, which only what refers to it has to miss. */
function schemaOf(text: string): unknown {
  try {
    return parseSchemaText(text);
  } catch (error) {
    if (error instanceof BareSchemaError) return undefined;
    throw error;
  }
}

async function schemaFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter(isSchemaFile).map((entry) => join(entry.parentPath, entry.name));
}

/** The addresses of a file of a folder that stands for `base`: its path, with and without its extension. */
function addressesOf(base: string, path: string): string[] {
  const address = `${base}${base.endsWith("/") ? "" : "/"}${path.split(sep).join("/")}`;
  return [...new Set([address, address.replace(EXTENSION, "")])];
}

/** `given` is `address=path`: a file is that address, the files of a folder are what begins with it. */
export async function readRemotes(context: CliContext, given: readonly string[]): Promise<Map<string, unknown>> {
  const remotes = new Map<string, unknown>();
  for (const remote of given) {
    const [, address, path] = /^([^=]+)=(.+)$/s.exec(remote) ?? [];
    if (address === undefined || path === undefined) throw new CliFailure(context.t("validate.badRemote", { remote }));
    const root = resolve(context.io.cwd, path);
    const isFolder = (await naming(path, stat(root))).isDirectory();
    for (const file of isFolder ? await naming(path, schemaFiles(root)) : [root]) {
      const schema = schemaOf(await naming(file, readFile(file, "utf8")));
      if (schema === undefined) continue;
      const addresses = isFolder ? addressesOf(address, relative(root, file)) : [address];
      for (const one of addresses) remotes.set(one, schema);
    }
  }
  return remotes;
}
