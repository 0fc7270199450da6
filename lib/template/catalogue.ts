/** The industries a plan can start from. */

import type { Template } from "./build.ts";
import { ecommerce } from "./plans/ecommerce.ts";
import { fintech } from "./plans/fintech.ts";
import { saas } from "./plans/saas.ts";

export const TEMPLATES: readonly Template[] = [ecommerce, saas, fintech];

export function findTemplate(key: string): Template | undefined {
  return TEMPLATES.find((template) => template.key === key);
}
