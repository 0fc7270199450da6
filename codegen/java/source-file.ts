/** The frame of every generated source file. */

import { header as headerOf } from "../jvm/source-file.ts";

export function header(slug: string): string {
  return headerOf(slug, "java");
}
