/** Writes a plan file: YAML that reads well and reads back as the same plan. */

import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Scalar,
  visit,
  Document as YamlDocument,
} from "yaml";
import type { Plan } from "../../plan/plan.ts";
import { compactPlan } from "./compact.ts";
import { reconcile } from "./reconcile.ts";

export interface PlanFileOptions {
  /** The file as it stands: its comments and layout are kept. */
  readonly previous?: string;
  /** Address of the file's JSON Schema, written as a comment that editors follow. */
  readonly schemaUrl?: string;
}

/** Short lists of words stay on one line. */
const FLOW_LIST_MAX = 100;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters YAML cannot hold as they are.
const NEEDS_ESCAPE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[^\S\n ]|\p{Cs}/u;

/** Characters that YAML may not hold plainly are escaped; long texts keep their lines. */
function styleScalar(scalar: Scalar): void {
  if (typeof scalar.value !== "string") return;
  if (NEEDS_ESCAPE.test(scalar.value)) scalar.type = "QUOTE_DOUBLE";
  else if (scalar.value.includes("\n") && scalar.type === undefined) {
    scalar.type = /^\s|\s\n|\s$|^\n/u.test(scalar.value) ? "QUOTE_DOUBLE" : "BLOCK_LITERAL";
  }
}

function style(document: Document, isNew: boolean): void {
  visit(document, {
    Scalar: (_key, scalar) => styleScalar(scalar),
    Seq: (_key, seq) => {
      if (!isNew || !seq.items.every((item) => isScalar(item))) return;
      const length = JSON.stringify(seq.toJS(document)).length;
      if (length <= FLOW_LIST_MAX) seq.flow = true;
    },
  });
}

function spaceOut(document: Document): void {
  const root = document.contents;
  if (!isMap(root)) return;
  for (const pair of root.items) {
    if (!isSeq(pair.value) || pair.value.flow === true) continue;
    if (isScalar(pair.key)) pair.key.spaceBefore = true;
    const isLong =
      pair.key && ["events", "bundles", "groupTypes"].includes(String(isScalar(pair.key) ? pair.key.value : ""));
    if (!isLong) continue;
    pair.value.items.forEach((item, index) => {
      if (index > 0 && isCollection(item)) item.spaceBefore = true;
    });
  }
}

const PRINT = { lineWidth: 0, flowCollectionPadding: false, minContentWidth: 0, indentSeq: true } as const;

function newDocument(value: unknown, schemaUrl: string | undefined): Document {
  const document = new YamlDocument(value, { aliasDuplicateObjects: false });
  if (schemaUrl !== undefined) document.commentBefore = ` yaml-language-server: $schema=${schemaUrl}`;
  style(document, true);
  spaceOut(document);
  return document;
}

/** A value as YAML. With `previous`, that text mended; when it cannot be read, it is written anew. */
export function writeYaml(value: object, { previous, schemaUrl }: PlanFileOptions = {}): string {
  if (previous !== undefined) {
    const document = parseDocument(previous, { keepSourceTokens: false });
    if (document.errors.length === 0 && isMap(document.contents)) {
      document.contents = reconcile(document, document.contents, value) as never;
      style(document, false);
      return document.toString(PRINT);
    }
  }
  return newDocument(value, schemaUrl).toString(PRINT);
}

/** The text of the plan file. */
export function writePlanFile(plan: Plan, options: PlanFileOptions = {}): string {
  return writeYaml(compactPlan(plan), options);
}
