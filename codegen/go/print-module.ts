/** `go.mod`. */

import type { GoSdk } from "./go-model.ts";

export function printModule({ module }: GoSdk): string {
  return `module ${module}\n\ngo 1.19\n`;
}
