/** The industries a plan can start from. */

import type { Template } from "./build.ts";
import { ecommerce } from "./plans/ecommerce.ts";
import { saas } from "./plans/saas.ts";

export const TEMPLATES: readonly Template[] = [ecommerce, saas];

export function findTemplate(key: string): Template | undefined {
  return TEMPLATES.find((template) => template.key === key);
}
