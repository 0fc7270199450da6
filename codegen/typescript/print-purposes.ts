/** `purposes`, and the gate before a call: what people have a say in. */

import { docComment, jsonLit, strLit } from "../escape.ts";
import type { Purposes } from "../model/purposes.ts";
import type { SdkModel } from "./model.ts";
import { constantStatement, type SourceModule, typeStatement } from "./source-module.ts";

export function purposesModule({ purposes, objectable }: SdkModel): SourceModule {
  const asked = purposes.filter((purpose) => !objectable.includes(purpose));
  return {
    path: "purposes",
    imports: [],
    reExports: [],
    statements: [
      typeStatement(
        docComment(["What events and properties are for, and people have a say in."]),
        `type ConsentPurpose = ${literals(purposes)};`,
      ),
      typeStatement(docComment(["What people are asked to agree to."]), `type AskedPurpose = ${literals(asked)};`),
      constantStatement({
        doc: docComment([
          "What people must have agreed to one of, or not objected to all of, before anything is stored.",
        ]),
        name: "purposes",
        type: "readonly string[]",
        value: jsonLit(asked.length > 0 ? asked : objectable),
      }),
      constantStatement({
        doc: docComment(["What nobody is asked for, such as legitimate interests: it stands until people object."]),
        name: "objectable",
        type: "readonly string[]",
        value: jsonLit(objectable),
      }),
    ],
  };
}

function literals(purposes: readonly string[]): string {
  return purposes.map(strLit).join(" | ") || "never";
}

/** Where `init` and `setConsent` are: with purposes, pages of one browser have decisions in common. */
export function initModule({ purposes }: SdkModel): SourceModule {
  const [init, setConsent] = [{ name: "init" }, { name: "setConsent" }];
  const apart = [
    { path: "runtime", names: [setConsent] },
    { path: "transport", names: [init] },
  ];
  const reExports = purposes.length > 0 ? [{ path: "sharing", names: [init, setConsent] }] : apart;
  return { path: "init", imports: [], reExports, statements: [] };
}

/** Nothing when people have no say in a call. */
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
