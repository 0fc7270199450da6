/**
 * Rewrites a YAML document in place so that it says `value`: what did not change keeps its comments, its quotes and its
 * layout; list items are followed by their `id`, else their `name`.
 */

import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { canonicalJson } from "../../plan/canonical-json.ts";

type Json = unknown;

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function keyText(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function says(document: Document, node: unknown, value: Json): boolean {
  if (node === null || node === undefined) return false;
  return canonicalJson((node as Node).toJS(document)) === canonicalJson(value);
}

function makeNode(document: Document, value: Json): Node {
  return document.createNode(value, { aliasDuplicateObjects: false }) as Node;
}

function keepComments(from: unknown, to: Node): Node {
  const old = from as Partial<Node> | null;
  if (old?.commentBefore) to.commentBefore = old.commentBefore;
  if (old?.comment) to.comment = old.comment;
  if (old?.spaceBefore) to.spaceBefore = old.spaceBefore;
  return to;
}

function reconcileMap(document: Document, map: YAMLMap, value: Record<string, Json>): void {
  const pairs = new Map(map.items.map((pair) => [keyText(pair.key), pair]));
  const wanted = Object.keys(value);
  const items: Pair[] = [];
  for (const key of wanted) {
    const pair = pairs.get(key);
    if (pair === undefined) items.push(new Pair(makeNode(document, key), makeNode(document, value[key])));
    else {
      pair.value = reconcile(document, pair.value, value[key]);
      items.push(pair);
    }
  }
  map.items = inOldOrder(map.items as Pair[], items);
}

/** Keys that stay keep the author's order; a new key goes behind the one that precedes it in ours. */
function inOldOrder(before: readonly Pair[], after: readonly Pair[]): Pair[] {
  const staying = new Set(after);
  const result = before.filter((pair) => staying.has(pair));
  after.forEach((pair, index) => {
    if (result.includes(pair)) return;
    const previous = after[index - 1];
    result.splice(previous === undefined ? 0 : result.indexOf(previous) + 1, 0, pair);
  });
  keepCommentFirst(before[0], result[0]);
  return result;
}

/** A comment above the first key speaks of the whole mapping: it stays above a key that comes before. */
function keepCommentFirst(old: Pair | undefined, first: Pair | undefined): void {
  const [from, to] = [old?.key as Partial<Node> | undefined, first?.key as Partial<Node> | undefined];
  if (from === undefined || to === undefined || from === to || !from.commentBefore) return;
  to.commentBefore = from.commentBefore;
  from.commentBefore = null;
}

function identityOf(value: Json): string | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.id === "string") return `id ${value.id}`;
  return typeof value.name === "string" ? `name ${value.name}` : undefined;
}

function reconcileSeq(document: Document, seq: YAMLSeq, value: readonly Json[]): void {
  const before = seq.items.map((node) => ({ node, js: (node as Node).toJS(document) as Json }));
  const byIdentity = new Map<string, unknown>();
  for (const { node, js } of before) {
    if (!isObject(js)) continue;
    for (const identity of [identityOf(js), identityOf({ name: js.name })]) {
      if (identity !== undefined && !byIdentity.has(identity)) byIdentity.set(identity, node);
    }
  }
  const [first] = before;
  const used = new Set<unknown>();
  const claim = (node: unknown) => {
    if (node === undefined || used.has(node)) return undefined;
    used.add(node);
    return node;
  };
  seq.items = value.map((item, index) => {
    const identity = identityOf(item);
    const byName = isObject(item) ? identityOf({ name: item.name }) : undefined;
    const old =
      identity === undefined
        ? claim(before.find(({ node, js }) => !used.has(node) && canonicalJson(js) === canonicalJson(item))?.node)
        : (claim(byIdentity.get(identity)) ?? (byName && claim(byIdentity.get(byName))));
    const fallback = identity === undefined && before.length === value.length ? claim(before[index]?.node) : undefined;
    return reconcile(document, old ?? fallback, item);
  });
  if (first !== undefined && seq.items[0] !== first.node) passCommentOn(seq, first.node);
}

/** A comment above a list's first item is kept by the list: it goes with the item when that moves or leaves. */
function passCommentOn(seq: YAMLSeq, first: unknown): void {
  const comment = seq.commentBefore;
  if (!comment || !isCollection(first)) return;
  first.commentBefore = first.commentBefore ? `${comment}\n${first.commentBefore}` : comment;
  seq.commentBefore = null;
}

/** The node that says `value`: the one given, mended, or a new one in its place. */
export function reconcile(document: Document, node: unknown, value: Json): Node {
  if (says(document, node, value)) return node as Node;
  if (isMap(node) && isObject(value) && !node.has("<<")) {
    reconcileMap(document, node, value);
    return node;
  }
  if (isSeq(node) && Array.isArray(value)) {
    reconcileSeq(document, node, value);
    return node;
  }
  const made = makeNode(document, value);
  if (isAlias(node)) return made;
  if (isCollection(node) && isCollection(made)) made.flow = node.flow === true;
  return keepComments(node, made);
}
