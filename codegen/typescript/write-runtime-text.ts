/**
 * Writes `runtime-text.ts`, the runtime as TypeScript, and `package-text.ts`, the same compiled, from the sources in
 * `runtime/`. Run after changing them: npx tsx codegen/typescript/write-runtime-text.ts
 */

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { embeddedText } from "../embed-text.ts";

const SHIPPED = [
  "adapters.ts",
  "automatic.ts",
  "by-name.ts",
  "consent.ts",
  "development.ts",
  "formats.ts",
  "offline.ts",
  "react.ts",
  "runtime.ts",
  "settings.ts",
  "sharing.ts",
  "testing.ts",
  "transport.ts",
  "validate.ts",
];

const HERE = new URL(".", import.meta.url);

export function runtimeText(): string {
  return embeddedText(HERE, SHIPPED);
}

/** The compiled runtime: modules for `import` and `require`, and declarations for both. */
export function packageText(): string {
  const files = SHIPPED.flatMap((name) => compiled(name.slice(0, -".ts".length)));
  const entries = files.map(
    ([name, text]) =>
      `  ${JSON.stringify(name)}:\n    // biome-ignore format: one string per file\n    ${JSON.stringify(text)},\n`,
  );
  return `/** The runtime as packages have it. Compiled from \`runtime/\` by \`write-runtime-text.ts\`; a test compares. */

export const RUNTIME_PACKAGE: Readonly<Record<string, string>> = {
${entries.join("")}};
`;
}

function compiled(name: string): [string, string][] {
  const source = readFileSync(new URL(`runtime/${name}.ts`, HERE), "utf8");
  const shared = { target: ts.ScriptTarget.ES2020, newLine: ts.NewLineKind.LineFeed, isolatedModules: true };
  const esm = ts.transpileModule(source, {
    compilerOptions: { ...shared, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
  });
  const cjs = ts.transpileModule(source, { compilerOptions: { ...shared, module: ts.ModuleKind.CommonJS } });
  const { outputText: types } = ts.transpileDeclaration(source, {
    compilerOptions: { ...shared, module: ts.ModuleKind.ESNext, declaration: true, isolatedDeclarations: true },
  });
  return [
    [`${name}.js`, beside(esm.outputText, ".js")],
    [`${name}.cjs`, beside(cjs.outputText, ".cjs")],
    [`${name}.d.ts`, beside(types, ".js")],
    [`${name}.d.cts`, beside(types, ".cjs")],
  ];
}

/** Neighbours by the extension they have in the package. */
function beside(text: string, extension: string): string {
  return text.replace(/"\.\/([a-z-]+)\.ts"/g, `"./$1${extension}"`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("runtime-text.ts", HERE), runtimeText());
  writeFileSync(new URL("package-text.ts", HERE), packageText());
}
