/** Calls to paste, in languages whose names and types come from a model of the SDK. */

import type { PublishedPlan } from "../lib/plan/plan.ts";
import { printGoCall } from "./go/print-call.ts";
import { printJavaCall } from "./java/print-call.ts";
import { printKotlinCall } from "./kotlin/print-call.ts";
import type { PastedCall } from "./model/call-parts.ts";
import type { Target } from "./targets.ts";

type Printer = (published: PublishedPlan, call: PastedCall) => string | undefined;

const PRINTERS: { readonly [T in Target]?: Printer } = {
  go: printGoCall,
  java: printJavaCall,
  kotlin: printKotlinCall,
};

/**
 * The call in the language of a target; undefined for other targets, and for an event that the plan does not have.
 *
 * @throws UserError as `generate` does.
 */
export function pastedCall(target: Target, published: PublishedPlan, call: PastedCall): string | undefined {
  return PRINTERS[target]?.(published, call);
}
