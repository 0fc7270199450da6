/** Syntax trees of Go, Java and Kotlin, by grammars that the program carries inside. */

import { brotliDecompressSync } from "node:zlib";
import { Language, type Node, Parser } from "web-tree-sitter";

export type { Node } from "web-tree-sitter";

export type GrammarName = "go" | "java" | "kotlin";

const GRAMMARS: Readonly<Record<GrammarName, () => Promise<{ readonly WASM: string }>>> = {
  go: () => import("./grammars/go.ts"),
  java: () => import("./grammars/java.ts"),
  kotlin: () => import("./grammars/kotlin.ts"),
};

function unpacked(text: string): Uint8Array {
  return brotliDecompressSync(Buffer.from(text, "base64"));
}

let started: Promise<void> | undefined;

async function start(): Promise<void> {
  const { WASM } = await import("./grammars/parser.ts");
  await Parser.init({ wasmBinary: unpacked(WASM) });
}

/** Calls `read` with the root of the tree, which is gone afterwards. */
export type ParsedFile = <T>(text: string, read: (root: Node) => T) => T;

/** A parser of one language. */
export async function parserOf(name: GrammarName): Promise<ParsedFile> {
  started ??= start();
  await started;
  const language = await Language.load(unpacked((await GRAMMARS[name]()).WASM));
  const parser = new Parser();
  parser.setLanguage(language);
  return (text, read) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error(`The ${name} grammar gave no tree.`);
    try {
      return read(tree.rootNode);
    } finally {
      tree.delete();
    }
  };
}

/** Every node below, the node itself first. `into` decides whether its children are visited. */
export function walk(node: Node, visit: (node: Node) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of node.namedChildren) if (child !== null) walk(child, visit);
}

export function lineOf(node: Node): number {
  return node.startPosition.row + 1;
}
