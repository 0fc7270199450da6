/** `purposes`, and the gate before a call: what the plan asks people to agree to. */

import { docComment, jsonLit, strLit } from "../escape.ts";
import type { Purposes } from "../model/purposes.ts";
import type { SdkModel } from "./model.ts";
import { constantStatement, type SourceModule, typeStatement } from "./source-module.ts";

export function purposesModule({ purposes }: SdkModel): SourceModule {
  return {
    path: "purposes",
    imports: [],
    reExports: [],
    statements: [
      typeStatement(
        docComment(["What events and properties ask people to agree to."]),
        `type ConsentPurpose = ${purposes.map(strLit).join(" | ") || "never"};`,
      ),
      constantStatement({ name: "purposes", type: "readonly ConsentPurpose[]", value: jsonLit(purposes) }),
    ],
  };
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
