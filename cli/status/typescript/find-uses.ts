/** Every use of the SDK in one file of the program, by symbol and by type. */

import ts from "typescript";
import type { Site } from "../site.ts";
import { bare, isExpressionName, nameOf, positionOf } from "./expression.ts";
import type { CodeFile } from "./program.ts";
import type { SdkThing, ThingOf } from "./sdk-things.ts";

/** A use of an event, or of a call by name with what it names. */
export interface FoundUse {
  readonly kind: Site["kind"];
  readonly event?: string;
  readonly name: string;
  readonly callType?: "track" | "page" | "screen";
}

export interface UseSink {
  use(file: CodeFile, node: ts.Node, found: FoundUse): void;
  open(file: CodeFile, node: ts.Node, reason: "name" | "sdk"): void;
  /** Given another name: a use unless that name is used. */
  keep(file: CodeFile, node: ts.Node, found: FoundUse, holder: ts.Declaration | undefined): void;
  /** A thing of the SDK was used through this declaration. */
  usedThrough(declaration: ts.Declaration): void;
}

export function findUses(
  file: CodeFile,
  source: ts.SourceFile,
  {
    checker,
    thingOf,
    isSdkModule,
  }: { checker: ts.TypeChecker; thingOf: ThingOf; isSdkModule: (name: string) => boolean },
  sink: UseSink,
): void {
  const symbolAt = (node: ts.Node): ts.Symbol | undefined => {
    const { parent } = node;
    const symbol =
      parent !== undefined && ts.isShorthandPropertyAssignment(parent) && parent.name === node
        ? checker.getShorthandAssignmentValueSymbol(parent)
        : checker.getSymbolAtLocation(node);
    return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
      ? checker.getAliasedSymbol(symbol)
      : symbol;
  };

  const thingsOf = (expression: ts.Expression): SdkThing[] => {
    const symbol = symbolAt(nameOf(expression));
    const direct = thingOf(symbol?.declarations?.[0]);
    if (direct !== undefined) return [direct];
    const type = checker.getTypeAtLocation(expression);
    const found = new Set<SdkThing>();
    for (const member of type.isUnion() ? type.types : [type]) {
      for (const signature of member.getCallSignatures()) {
        const thing = thingOf(signature.declaration);
        if (thing !== undefined) found.add(thing);
      }
    }
    if (found.size > 0) symbol?.declarations?.forEach(markUsed);
    return [...found];
  };

  const markUsed = (declaration: ts.Declaration): void => {
    sink.usedThrough(declaration);
    if (!ts.isBindingElement(declaration) || !ts.isObjectBindingPattern(declaration.parent)) return;
    const key = declaration.propertyName ?? declaration.name;
    if (!ts.isIdentifier(key) && !ts.isStringLiteral(key)) return;
    const property = checker.getTypeAtLocation(declaration.parent).getProperty(key.text);
    property?.declarations?.forEach(sink.usedThrough);
  };

  const isSdk = (expression: ts.Expression): boolean => {
    const symbol = checker.getTypeAtLocation(expression).getSymbol();
    const declaration = symbol?.declarations?.[0];
    return declaration !== undefined && ts.isSourceFile(declaration) && isSdkModule(declaration.fileName);
  };

  const isEvaluated = (node: ts.Node): boolean => {
    const at = node.getStart(source);
    return file.expressions?.some(([start, end]) => start <= at && at < end) ?? false;
  };

  /** The texts an argument may be; undefined where that is not known. */
  const textsOf = (argument: ts.Expression): string[] | undefined => {
    const type = checker.getTypeAtLocation(bare(argument));
    const members = type.isUnion() ? type.types : [type];
    if (members.every((member) => member.isStringLiteral())) return members.map(({ value }) => value);
    const declaration = symbolAt(nameOf(bare(argument)))?.valueDeclaration;
    const written =
      declaration !== undefined && ts.isPropertyAssignment(declaration) ? bare(declaration.initializer) : undefined;
    return written !== undefined && ts.isStringLiteralLike(written) ? [written.text] : undefined;
  };

  const call = (node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression): void => {
    const callee = bare(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression);
    const open = openKey(callee);
    if (open) sink.open(file, node, "name");
    for (const thing of open ? [] : thingsOf(callee)) {
      if (thing.kind === "event") sink.use(file, callee, { ...thing, kind: "call" });
      else byName(node, thing);
    }
  };

  const byName = (node: ts.Node, thing: Exclude<SdkThing, { kind: "event" }>): void => {
    const argument = ts.isCallExpression(node) ? node.arguments[0] : undefined;
    if (argument === undefined) return;
    const texts = textsOf(argument);
    const callType = thing.kind === "byName" ? { callType: thing.callType } : {};
    if (texts !== undefined) for (const name of texts) sink.use(file, node, { kind: thing.kind, name, ...callType });
    else if (thing.kind === "byName") sink.open(file, node, "name");
  };

  /** `tracker[name]` with a name that may be any. */
  const openKey = (expression: ts.Expression): boolean => {
    if (!ts.isElementAccessExpression(expression) || !isSdk(expression.expression)) return false;
    const key = checker.getTypeAtLocation(expression.argumentExpression);
    const keys = key.isUnion() ? key.types : [key];
    const all = checker.getTypeAtLocation(expression.expression).getProperties().length;
    return !keys.every((member) => member.isStringLiteral()) || keys.length > Math.max(1, all / 2);
  };

  const expression = (node: ts.Expression): void => {
    const position = positionOf(node, checker, isEvaluated(node));
    if (position.kind === "callee" || position.kind === "mention") return;
    if (openKey(node)) {
      sink.open(file, node, "name");
      return;
    }
    if (position.kind === "variable") return;
    for (const thing of thingsOf(node)) {
      if (thing.kind === "byName" && position.kind === "use") sink.open(file, node, "name");
      if (thing.kind !== "event") continue;
      const found = { ...thing, kind: "reference" } as const;
      if (position.kind === "use") sink.use(file, node, found);
      else sink.keep(file, node, found, position.holder);
    }
    if (position.kind === "use" && isHandedOn(node) && isSdk(node)) sink.open(file, node, "sdk");
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) call(node);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) expression(node);
    else if (ts.isIdentifier(node) && isExpressionName(node)) expression(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function isHandedOn({ parent }: ts.Node): boolean {
  return (
    ts.isCallExpression(parent) ||
    ts.isNewExpression(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isJsxExpression(parent)
  );
}
