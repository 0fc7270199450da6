/** `purposes.ts`, and the gate before a call: what the plan asks people to agree to. */

import { jsonLit, strLit } from "../escape.ts";
import type { Purposes } from "../model/purposes.ts";
import type { SdkModel } from "./model.ts";
import { header } from "./source-file.ts";

export function printPurposes({ slug, purposes }: SdkModel): string {
  return `${header(slug)}
/** What events and properties ask people to agree to. */
export type ConsentPurpose = ${purposes.map(strLit).join(" | ") || "never"};

export const purposes: readonly ConsentPurpose[] = ${jsonLit(purposes)};
`;
}

/** Nothing when a call asks for no agreement. */
export function gate({ call, keys }: Purposes): string | undefined {
  if (call === undefined && keys.length === 0) return undefined;
  const given = [
    call === undefined ? "undefined" : strLit(call),
    ...(keys.length === 0 ? [] : [jsonLit(Object.fromEntries(keys))]),
  ];
  return `asking(${given.join(", ")})`;
}

export function isGated({ call, keys }: Purposes): boolean {
  return call !== undefined || keys.length > 0;
}
