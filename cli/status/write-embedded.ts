/**
 * Writes what `gabarit status` carries inside: the grammars of Go, Java and Kotlin and the parser that runs them, as text, and
 * the reader of Python code. Run after changing a version or `python/*.py`: npx tsx cli/status/write-embedded.ts
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const FOLDER = new URL(".", import.meta.url);

interface Grammar {
  readonly name: string;
  readonly package: string;
  readonly version: string;
  readonly integrity: string;
  readonly file: string;
}

/** From npm, at these versions and no others; each is under the MIT licence. */
const GRAMMARS: readonly Grammar[] = [
  {
    name: "go",
    package: "tree-sitter-go",
    version: "0.25.0",
    integrity: "sha512-APBc/Dq3xz/e35Xpkhb1blu5UgW+2E3RyGWawZSCNcbGwa7jhSQPS8KsUupuzBla8PCo8+lz9W/JDJjmfRa2tw==",
    file: "tree-sitter-go.wasm",
  },
  {
    name: "java",
    package: "tree-sitter-java",
    version: "0.23.5",
    integrity: "sha512-Yju7oQ0Xx7GcUT01mUglPP+bYfvqjNCGdxqigTnew9nLGoII42PNVP3bHrYeMxswiCRM0yubWmN5qk+zsg0zMA==",
    file: "tree-sitter-java.wasm",
  },
  {
    name: "kotlin",
    package: "@tree-sitter-grammars/tree-sitter-kotlin",
    version: "1.1.0",
    integrity: "sha512-vlVXaxEE8t2kpJgfZpa8XVvxcnKw9AYtRTgy7KWjsDmAsadk06RxAT80IXOgGQnmM9i/orQn1nD84gPNUHu6DQ==",
    file: "tree-sitter-kotlin.wasm",
  },
];

function fetched({ package: name, version, integrity, file }: Grammar): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "gabarit-grammar-"));
  try {
    const archive = execFileSync("npm", ["pack", `${name}@${version}`, "--silent"], { cwd: folder, encoding: "utf8" });
    const path = join(folder, archive.trim());
    const found = `sha512-${createHash("sha512").update(readFileSync(path)).digest("base64")}`;
    if (found !== integrity) throw new Error(`${name}@${version} has the integrity ${found}, not ${integrity}.`);
    execFileSync("tar", ["-xzf", path, "-C", folder, `package/${file}`]);
    return readFileSync(join(folder, "package", file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function grammarModule(about: string, content: Buffer): string {
  const text = brotliCompressSync(content).toString("base64");
  return `/** ${about} Written by \`write-embedded.ts\`. */

// biome-ignore format: one string
export const WASM = "${text}";
`;
}

/** The module that holds the reader of Python code. */
export function pythonText(): string {
  const text = ["names.py", "uses.py"]
    .map((name) => readFileSync(new URL(`python/${name}`, FOLDER), "utf8"))
    .join("\n");
  return `/** The reader of Python code as shipped. Written from \`*.py\` beside it by \`write-embedded.ts\`; a test compares. */

// biome-ignore format: one string
export const PYTHON_READER = ${JSON.stringify(text)};
`;
}

/** The parser's own WebAssembly, of the package that is installed. */
export function parserWasm(): Buffer {
  return readFileSync(createRequire(import.meta.url).resolve("web-tree-sitter/web-tree-sitter.wasm"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const write = (path: string, text: string) => writeFileSync(new URL(path, FOLDER), text);
  write("python/reader-text.ts", pythonText());
  const parser = "The parser of web-tree-sitter, as WebAssembly: compressed with brotli, in base64.";
  write("syntax/grammars/parser.ts", grammarModule(parser, parserWasm()));
  for (const grammar of GRAMMARS) {
    const about = `The grammar of ${grammar.package} ${grammar.version} (MIT), as WebAssembly: compressed with brotli, in base64.`;
    write(`syntax/grammars/${grammar.name}.ts`, grammarModule(about, fetched(grammar)));
  }
}
