/** Property types in TypeScript, written by json-schema-to-typescript, then indented and given their real keys. */

import { createHash } from "node:crypto";
import { compile, type Options } from "json-schema-to-typescript";
import { invariant } from "../../lib/base/error.ts";
import { propKey, visible } from "../escape.ts";
import type { TypeSource } from "./model.ts";
import { TITLE } from "./property-schema.ts";

const OPTIONS: Partial<Options> = {
  additionalProperties: false,
  bannerComment: "",
  format: false,
  ignoreMinAndMaxItems: true,
  unknownAny: true,
  $refOptions: { resolve: { file: false, http: false } },
};

export interface TypeText {
  /** An interface takes a body in braces, an alias any type. */
  readonly form: "interface" | "alias";
  readonly body: string;
}

/** Enough for the largest plans; beyond it the types not asked for longest are compiled again. */
const CACHE_SIZE = 5_000;
const cache = new Map<string, TypeText>();

/** The type of a source. The same schema is compiled once per process, whatever plan or version asks for it. */
export async function typeText(source: TypeSource): Promise<TypeText> {
  const { form, body } = await compiled(source);
  return { form, body: withKeys(body, source.keys) };
}

async function compiled({ schema }: TypeSource): Promise<TypeText> {
  const hash = createHash("sha256").update(JSON.stringify(schema)).digest("base64");
  const known = cache.get(hash);
  const text = known ?? declared(await compile(schema as Parameters<typeof compile>[0], TITLE, OPTIONS));
  cache.delete(hash);
  cache.set(hash, text);
  if (cache.size > CACHE_SIZE) forgetOldest();
  return text;
}

function forgetOldest(): void {
  const [oldest] = cache.keys();
  if (oldest !== undefined) cache.delete(oldest);
}

/** The library may write nothing, or under a name of its own, for schemas it does not understand: then we stop. */
function declared(output: string): TypeText {
  const text = visible(output.trim());
  const found = /^export (interface|type) Payload (?:= )?/.exec(text);
  invariant(found !== null && !text.includes("\nexport "), `a property type was not written: ${text.slice(0, 200)}`);
  return { form: found[1] === "interface" ? "interface" : "alias", body: indented(text.slice(found[0].length)) };
}

/** Indents by braces, ends members with semicolons. Comments and literals never end a line with a brace of ours. */
function indented(text: string): string {
  const lines: string[] = [];
  let depth = 0;
  let inComment = false;
  for (const line of text.split("\n").map((raw) => raw.trimEnd())) {
    if (line === "") continue;
    const closes = !inComment && line.startsWith("}");
    if (closes) depth -= 1;
    const indentation = "  ".repeat(depth);
    if (!inComment && line.startsWith("/**")) inComment = true;
    if (inComment) {
      lines.push(indentation + line);
      if (line.endsWith(" */")) inComment = false;
      continue;
    }
    const opens = line.endsWith("{");
    lines.push(indentation + bare(line) + (opens || depth === 0 ? "" : ";"));
    if (opens) depth += 1;
  }
  return shortComments(lines).join("\n");
}

/** The library wraps every union in parentheses; a member whose whole type stands on its line needs none. */
function bare(member: string): string {
  const found = /^(k\d+\??: )\((.*)\)$/.exec(member);
  return found?.[2] !== undefined && isBalanced(found[2]) ? `${found[1]}${found[2]}` : member;
}

/** True when no parenthesis closes one that was opened before the text. Literals are skipped. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[()]/g)) {
    if (token === "(") depth += 1;
    else if (token === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** A comment of one line stands on one line. */
function shortComments(lines: readonly string[]): string[] {
  const result: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [first, second, third] = [lines[at] ?? "", lines[at + 1] ?? "", lines[at + 2] ?? ""];
    if (first.trim() === "/**" && second.trim().startsWith("* ") && third.trim() === "*/") {
      result.push(`${first} ${second.trim().slice(2)} */`);
      at += 2;
    } else result.push(first);
  }
  return result;
}

/** Members start their line with a placeholder; comment lines start with an asterisk. */
function withKeys(body: string, keys: readonly string[]): string {
  return body.replace(/^( *)k(\d+)(\??): /gm, (_match, indentation: string, index: string, mark: string) => {
    const key = keys[Number(index)];
    invariant(key !== undefined, `no key ${index}`);
    return `${indentation}${propKey(key)}${mark}: `;
  });
}
