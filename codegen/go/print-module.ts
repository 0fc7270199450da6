/** `go.mod`. */

import type { GoSdk } from "./go-model.ts";

export function printModule({ module }: Pick<GoSdk, "module">): string {
  return `module ${module}\n\ngo 1.19\n`;
}
