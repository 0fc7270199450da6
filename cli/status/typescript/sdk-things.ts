/** What a declaration of the generated SDK stands for: an event, a call by name, a question of the testing entry. */

import ts from "typescript";
import type { SdkFolder } from "../site.ts";
import { sdkOf } from "./program.ts";

export type SdkThing =
  | { readonly kind: "event"; readonly name: string; readonly event?: string }
  | { readonly kind: "byName"; readonly callType: "track" | "page" | "screen" }
  | { readonly kind: "assertion" };

const BY_NAME = ["track", "page", "screen"] as const;
const ASSERTIONS = ["sent", "expectSent", "expectNothingSent"];

export type ThingOf = (declaration: ts.Node | undefined) => SdkThing | undefined;

/** `events/x.ts` and `events.d.ts` hold events, `track` the calls by name, `testing` the recorder. */
export function thingFinder(sdks: readonly SdkFolder[]): ThingOf {
  const known = new Map<ts.Node, SdkThing | undefined>();
  const find = (declaration: ts.Node): SdkThing | undefined => {
    const { fileName } = declaration.getSourceFile();
    const sdk = sdkOf(fileName, sdks);
    if (sdk === undefined) return undefined;
    const name = ts.getNameOfDeclaration(declaration as ts.Declaration);
    if (name === undefined || !ts.isIdentifier(name)) return undefined;
    const [, folder, stem] = /(?:^|\/)(?:([^/]+)\/)?([^/]+?)(?:\.d)?\.[cm]?[jt]s$/.exec(fileName) ?? [];
    if (folder === "events" || stem === "events") {
      // A former name is a constant that stands for today's function.
      if (!ts.isFunctionDeclaration(declaration) && !ts.isVariableDeclaration(declaration)) return undefined;
      const event = sdk.names.get(name.text) ?? eventInComment(declaration);
      return { kind: "event", name: name.text, ...(event === undefined ? {} : { event }) };
    }
    if (stem === "track") {
      const callType = BY_NAME.find((one) => one === name.text);
      return callType === undefined ? undefined : { kind: "byName", callType };
    }
    return stem === "testing" && ASSERTIONS.includes(name.text) ? { kind: "assertion" } : undefined;
  };
  return (declaration) => {
    if (declaration === undefined) return undefined;
    if (!known.has(declaration)) known.set(declaration, find(declaration));
    return known.get(declaration);
  };
}

/** A former name is not in the lock file; what the generator wrote above it says whose it is. */
function eventInComment(declaration: ts.Node): string | undefined {
  const source = declaration.getSourceFile().text;
  return /Plan event (\S+), version \d+\./.exec(source.slice(declaration.getFullStart(), declaration.getStart()))?.[1];
}
