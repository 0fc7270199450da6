/** Turns what zod refuses into sentences: what was found, what was expected, in both languages. */

import type { z } from "zod";
import type { Bilingual } from "./format.ts";

type Issue = z.core.$ZodIssue;

/** One refused value: its path inside the document, and the sentences. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: Bilingual;
  readonly expected?: Bilingual;
}

const TYPE_NAMES: Readonly<Record<string, Bilingual>> = {
  string: { en: "text", fr: "un texte" },
  number: { en: "a number", fr: "un nombre" },
  int: { en: "a whole number", fr: "un nombre entier" },
  boolean: { en: "true or false", fr: "true ou false" },
  array: { en: "a list", fr: "une liste" },
  object: { en: "a mapping of keys to values", fr: "un ensemble de clés et de valeurs" },
  record: { en: "a mapping of keys to values", fr: "un ensemble de clés et de valeurs" },
  null: { en: "null", fr: "null" },
};

function typeName(name: string): Bilingual {
  return TYPE_NAMES[name] ?? { en: name, fr: name };
}

/** A value as short text, for a message. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function oneOf(values: readonly unknown[]): Bilingual {
  const list = values.map((value) => JSON.stringify(value)).join(", ");
  return values.length === 1 ? { en: list, fr: list } : { en: `one of ${list}`, fr: `l’une des valeurs ${list}` };
}

/** The branch of a refused union that went furthest: that is the one the author meant. */
function furthest(branches: readonly (readonly Issue[])[]): Issue | undefined {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((issue) => issue.path.length));
  const ranked = branches.filter((issues) => issues.length > 0).sort((a, b) => depth(b) - depth(a));
  const best = ranked[0];
  return best === undefined || depth(best) === 0 ? undefined : best[0];
}

function expectedOfUnion(branches: readonly (readonly Issue[])[]): Bilingual | undefined {
  const parts = branches.flatMap((issues) => issues.slice(0, 1).map(expectedOf)).filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const join = (language: "en" | "fr", word: string) => [...new Set(parts.map((part) => part[language]))].join(word);
  return { en: join("en", " or "), fr: join("fr", " ou ") };
}

function sizeOf(issue: Extract<Issue, { code: "too_big" | "too_small" }>): Bilingual {
  const limit = issue.code === "too_big" ? issue.maximum : issue.minimum;
  const [en, fr] = issue.code === "too_big" ? ["at most", "au plus"] : ["at least", "au moins"];
  if (issue.origin === "string") return { en: `${en} ${limit} characters`, fr: `${fr} ${limit} caractères` };
  if (issue.origin === "array") return { en: `${en} ${limit} items`, fr: `${fr} ${limit} éléments` };
  const open = issue.inclusive === false;
  if (issue.code === "too_big") {
    return open
      ? { en: `less than ${limit}`, fr: `moins de ${limit}` }
      : { en: `at most ${limit}`, fr: `au plus ${limit}` };
  }
  return open
    ? { en: `more than ${limit}`, fr: `plus de ${limit}` }
    : { en: `at least ${limit}`, fr: `au moins ${limit}` };
}

function expectedOf(issue: Issue): Bilingual | undefined {
  switch (issue.code) {
    case "invalid_type":
      return typeName(issue.expected);
    case "invalid_value":
      return oneOf(issue.values);
    case "too_big":
    case "too_small":
      return sizeOf(issue);
    case "invalid_format":
      return issue.pattern === undefined
        ? { en: issue.format, fr: issue.format }
        : { en: `text matching ${issue.pattern}`, fr: `un texte conforme à ${issue.pattern}` };
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options) ? oneOf(issue.options) : expectedOfUnion(issue.errors);
    case "unrecognized_keys":
      return undefined;
    case "custom":
      // A refinement brings its French sentence along.
      return { en: issue.message, fr: String(issue.params?.fr ?? issue.message) };
    default:
      return { en: issue.message, fr: issue.message };
  }
}

/** What stands at a path. */
export function received(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function problemsOfIssue(issue: Issue, root: unknown, prefix: readonly PropertyKey[]): Problem[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...path, key],
      code: "unknown_key",
      message: { en: `Unknown key ${shown(key)}.`, fr: `Clé inconnue : ${shown(key)}.` },
    }));
  }
  if (issue.code === "invalid_union") {
    const deeper = furthest(issue.errors);
    if (deeper !== undefined) return problemsOfIssue(deeper, root, path);
  }
  const value = received(root, path);
  const expected = expectedOf(issue);
  const name = shown(String(path.at(-1) ?? ""));
  const message: Bilingual =
    value === undefined
      ? { en: `${name} is missing.`, fr: `${name} manque.` }
      : { en: `${shown(value)} is not allowed here.`, fr: `${shown(value)} n’est pas admis ici.` };
  return [
    {
      path,
      code: value === undefined ? "missing" : "invalid",
      message,
      ...(expected === undefined ? {} : { expected }),
    },
  ];
}

/** Every problem of a refused value, in the order found. `root` is the value that was parsed. */
export function problemsOf(error: z.ZodError, root: unknown): Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue as Issue, root, []));
}
