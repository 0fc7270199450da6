/** The industries a plan can start from. */

import type { Template } from "./build.ts";
import { ecommerce } from "./plans/ecommerce.ts";
import { fintech } from "./plans/fintech.ts";
import { leadGeneration } from "./plans/lead-generation.ts";
import { marketplace } from "./plans/marketplace.ts";
import { media } from "./plans/media.ts";
import { mobileApp } from "./plans/mobile-app.ts";
import { saas } from "./plans/saas.ts";
import { travel } from "./plans/travel.ts";

export const TEMPLATES: readonly Template[] = [
  ecommerce,
  saas,
  media,
  marketplace,
  fintech,
  travel,
  mobileApp,
  leadGeneration,
];

export function findTemplate(key: string): Template | undefined {
  return TEMPLATES.find((template) => template.key === key);
}
