/** The frame of every generated source file. */

import type { JvmSdk } from "../jvm/jvm-model.ts";
import { header } from "../jvm/source-file.ts";

/** What generated code takes from the runtime. */
const NAMES = [
  "Event",
  "Fields",
  "GroupTraits",
  "Meta",
  "Named",
  "Optional",
  "Payload",
  "Purposes",
  "WireValue",
  "fields",
  "some",
];

/** A file of a folder below the package of the plan; "" is that package itself. */
export function sourceFile({ slug, packageName }: JvmSdk, folder: string, code: string, isDeprecated = false): string {
  const suppressed = [
    ...(isDeprecated ? ['"DEPRECATION"'] : []),
    ...(code.includes("named: Named") ? ['"UNUSED_PARAMETER"'] : []),
  ];
  const imports = folder === "" ? [] : NAMES.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  return [
    header(slug, "kotlin"),
    suppressed.length === 0 ? "" : `@file:Suppress(${suppressed.join(", ")})\n\n`,
    `package ${packageName}${folder === "" ? "" : `.${folder}`}\n\n`,
    imports.map((name) => `import ${packageName}.${name}\n`).join(""),
    imports.length === 0 ? "" : "\n",
    code,
  ].join("");
}
