/** Reads a plan file: the plan, or every error with its line and column. */

import { type Document, isAlias, isMap, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { type FormatError, pointerOf } from "../format.ts";
import { type Problem, problemsOf } from "../problem.ts";
import { yamlValue } from "../yaml-error.ts";
import { type ExpandResult, expandPlanFile } from "./expand.ts";
import { PLAN_FILE_VERSION, planFileSchema } from "./file-schema.ts";

/** A plan that was read, with the ids of the events whose identifier its file does not say. */
export type PlanFileSuccess = Extract<ExpandResult, { ok: true }>;

export type PlanFileResult = PlanFileSuccess | { readonly ok: false; readonly errors: readonly FormatError[] };

/** The node at `path`, or the nearest one above it. */
function nodeAt(document: Document, path: readonly PropertyKey[]): Node | null {
  let node: unknown = document.contents;
  for (const key of path) {
    const holder = isAlias(node) ? node.resolve(document) : node;
    const found = isMap(holder)
      ? holder.items.find((pair) => String((pair.key as { value?: unknown })?.value) === String(key))
      : undefined;
    const next = found ? (found.value ?? found.key) : isSeq(holder) ? holder.items[Number(key)] : undefined;
    if (next === undefined || next === null) break;
    node = next;
  }
  return node as Node | null;
}

/** Places problems in the file: pointer always, line and column where the document has the node. */
export function placeProblems(
  problems: readonly Problem[],
  document: Document,
  lines: LineCounter,
  file: string,
): FormatError[] {
  return problems.map(({ path, ...problem }) => {
    const offset = nodeAt(document, path)?.range?.[0];
    const place = offset === undefined ? undefined : lines.linePos(offset);
    const position = place === undefined || place.line === 0 ? {} : { line: place.line, column: place.col };
    return { file, pointer: pointerOf(path), ...position, ...problem };
  });
}

function versionProblem(value: unknown): Problem | undefined {
  const version = typeof value === "object" && value !== null ? (value as { gabarit?: unknown }).gabarit : undefined;
  if (typeof version !== "number" || version <= PLAN_FILE_VERSION) return undefined;
  return {
    path: ["gabarit"],
    code: "newer_version",
    message: {
      en: `This file is of version ${version}; this program reads version ${PLAN_FILE_VERSION}.`,
      fr: `Ce fichier est de la version ${version} ; ce programme lit la version ${PLAN_FILE_VERSION}.`,
    },
  };
}

/** The plan that the value of a plan file describes, or what is wrong with it: paths are those of the value. */
export function planOfValue(value: unknown): ExpandResult {
  const newer = versionProblem(value);
  if (newer !== undefined) return { ok: false, problems: [newer] };
  const parsed = planFileSchema.safeParse(value);
  return parsed.success ? expandPlanFile(parsed.data) : { ok: false, problems: problemsOf(parsed.error, value) };
}

export function readPlanFile(text: string, file = "plan.yaml"): PlanFileResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const read = yamlValue(document, lines, file);
  if (!read.ok) return read;
  const result = planOfValue(read.value);
  return result.ok ? result : { ok: false, errors: placeProblems(result.problems, document, lines, file) };
}
