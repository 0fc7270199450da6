/** Calls of vendors' own SDKs: found by what they are called and by what they are imported from. */

import ts from "typescript";
import type { VendorCall } from "../site.ts";
import { bare } from "./expression.ts";
import type { CodeFile } from "./program.ts";

/** Objects that vendors' snippets put into the page, with the calls that send an event. */
const OBJECTS: Readonly<Record<string, readonly string[]>> = {
  analytics: ["track", "page", "screen"],
  rudderanalytics: ["track", "page", "screen"],
  mixpanel: ["track"],
  amplitude: ["track", "logEvent"],
  posthog: ["capture"],
};

const PACKAGES: readonly (readonly [name: RegExp, object: string])[] = [
  [/^@segment\/|^analytics-node$/, "analytics"],
  [/^@rudderstack\/|^rudder-sdk-js$/, "rudderanalytics"],
  [/^mixpanel(?:-browser|-react-native)?$/, "mixpanel"],
  [/^@amplitude\/(?:analytics|node|unified)|^amplitude-js$/, "amplitude"],
  [/^posthog-(?:js|node|react-native)/, "posthog"],
];

/** A quick look: whether a file can have such a call at all. */
const MAY_HAVE = /\b(?:analytics|rudderanalytics|mixpanel|amplitude|posthog|gtag)|rudder-sdk/i;

/** `isOurs`: the file's calls of the generated SDK, by the offset at which they begin. */
export function vendorCalls(
  file: CodeFile,
  source: ts.SourceFile | undefined,
  isOurs: (at: number) => boolean,
): VendorCall[] {
  if (!MAY_HAVE.test(file.text)) return [];
  const tree = source ?? ts.createSourceFile(file.name, file.text, ts.ScriptTarget.ESNext, true);
  const found: VendorCall[] = [];
  const imported = importedObjects(tree);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && !isOurs(node.getStart(tree))) {
      const call = vendorCall(node, imported);
      const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
      if (call !== undefined) found.push({ path: file.path, line, ...call });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

interface Imported {
  /** Names of the file that stand for a vendor's object, or for what makes one. */
  readonly objects: ReadonlyMap<string, string>;
  /** Names of the file that stand for one of its calls: `track` of Amplitude. */
  readonly functions: ReadonlyMap<string, string>;
}

function importedObjects(source: ts.SourceFile): Imported {
  const objects = new Map<string, string>();
  const functions = new Map<string, string>();
  const ofPackage = (name: string) => PACKAGES.find(([pattern]) => pattern.test(name))?.[1];
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const object = ofPackage(statement.moduleSpecifier.text);
    const clause = statement.importClause;
    if (object === undefined || clause === undefined) continue;
    if (clause.name !== undefined) objects.set(clause.name.text, object);
    const bindings = clause.namedBindings;
    if (bindings !== undefined && ts.isNamespaceImport(bindings)) objects.set(bindings.name.text, object);
    for (const { name, propertyName } of bindings !== undefined && ts.isNamedImports(bindings)
      ? bindings.elements
      : []) {
      const original = (propertyName ?? name).text;
      if (OBJECTS[object]?.includes(original) === true) functions.set(name.text, `${object}.${original}`);
      else objects.set(name.text, object);
    }
  }
  const made = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) {
      const object = makerOf(node.initializer, objects, ofPackage);
      if (object !== undefined) objects.set(node.name.text, object);
    }
    ts.forEachChild(node, made);
  };
  made(source);
  return { objects, functions };
}

/** `new PostHog(...)`, `Mixpanel.init(...)`, `usePostHog()`, `require("mixpanel")`. */
function makerOf(
  made: ts.Expression | undefined,
  objects: ReadonlyMap<string, string>,
  ofPackage: (name: string) => string | undefined,
): string | undefined {
  if (made === undefined || !(ts.isNewExpression(made) || ts.isCallExpression(made))) return undefined;
  const [argument] = made.arguments ?? [];
  if (ts.isIdentifier(made.expression) && made.expression.text === "require")
    return argument !== undefined && ts.isStringLiteral(argument) ? ofPackage(argument.text) : undefined;
  const maker = ts.isPropertyAccessExpression(made.expression) ? made.expression.expression : made.expression;
  return ts.isIdentifier(maker) ? objects.get(maker.text) : undefined;
}

type Call = Pick<VendorCall, "call" | "name">;

function vendorCall(node: ts.CallExpression, { objects, functions }: Imported): Call | undefined {
  const callee = bare(node.expression);
  const [first, second] = node.arguments;
  if (ts.isIdentifier(callee)) {
    const call = functions.get(callee.text);
    if (call !== undefined) return { call, ...named(first) };
  }
  const last = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : "";
  if (last === "gtag" && first !== undefined && ts.isStringLiteral(first) && first.text === "event")
    return { call: "gtag", ...named(second) };
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const owner = bare(callee.expression);
  const written = ts.isPropertyAccessExpression(owner) ? owner.name.text : ts.isIdentifier(owner) ? owner.text : "";
  const object = (ts.isIdentifier(owner) ? objects.get(owner.text) : undefined) ?? written.toLowerCase();
  if (!Object.hasOwn(OBJECTS, object) || OBJECTS[object]?.includes(last) !== true) return undefined;
  return { call: `${object}.${last}`, ...named(first) };
}

/** The name of the event, also in the single object of Segment's and PostHog's server SDKs. */
function named(argument: ts.Expression | undefined): { readonly name?: string } {
  if (argument === undefined) return {};
  if (ts.isStringLiteralLike(argument)) return { name: argument.text };
  if (!ts.isObjectLiteralExpression(argument)) return {};
  for (const property of argument.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) continue;
    if (property.name.text === "event" && ts.isStringLiteralLike(property.initializer))
      return { name: property.initializer.text };
  }
  return {};
}
