/** The industries a plan can start from. */

import type { Template } from "./build.ts";
import { ecommerce } from "./plans/ecommerce.ts";

export const TEMPLATES: readonly Template[] = [ecommerce];

export function findTemplate(key: string): Template | undefined {
  return TEMPLATES.find((template) => template.key === key);
}
