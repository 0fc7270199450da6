/** Where an expression stands: whether it is used there, only named, or given another name. */

import ts from "typescript";

type Wrapper =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.TypeAssertion;

function isWrapper(node: ts.Node): node is Wrapper {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  );
}

/** Without parentheses, assertions of type and `!`. */
export function bare(node: ts.Expression): ts.Expression {
  return isWrapper(node) ? bare(node.expression) : node;
}

/** The same, seen from inside: the outermost expression that is only this one. */
function whole(node: ts.Expression): ts.Expression {
  const { parent } = node;
  return isWrapper(parent) && parent.expression === node ? whole(parent) : node;
}

export type Position =
  /** Called here: the call itself is looked at. */
  | { readonly kind: "callee" }
  /** Named, compared or exported, not used. */
  | { readonly kind: "mention" }
  /** A variable means the same from here on: uses are found by its type. */
  | { readonly kind: "variable" }
  /** Kept under another name, which may be called where types do not follow. */
  | { readonly kind: "kept"; readonly holder: ts.Declaration | undefined }
  | { readonly kind: "use" };

const COMPARISONS = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.CommaToken,
]);

/** `isEvaluated`: the template of a component evaluates it, so that standing alone is a use. */
export function positionOf(expression: ts.Expression, checker: ts.TypeChecker, isEvaluated: boolean): Position {
  const node = whole(expression);
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent))
    return parent.expression === node ? { kind: "callee" } : { kind: "use" };
  if (ts.isTaggedTemplateExpression(parent) && parent.tag === node) return { kind: "callee" };
  if (ts.isExpressionStatement(parent)) return { kind: isEvaluated ? "use" : "mention" };
  if (ts.isExportAssignment(parent) || ts.isTypeOfExpression(parent) || ts.isVoidExpression(parent))
    return { kind: "mention" };
  if (ts.isPrefixUnaryExpression(parent)) return { kind: "mention" };
  if (ts.isVariableDeclaration(parent) && parent.initializer === node)
    return parent.type === undefined ? { kind: "variable" } : { kind: "kept", holder: parent };
  if (isHolder(parent) && parent.initializer === node) return { kind: "kept", holder: parent };
  if (ts.isShorthandPropertyAssignment(parent)) return { kind: "kept", holder: parent };
  if (ts.isBinaryExpression(parent)) return inBinary(parent, node, checker);
  if (ts.isConditionalExpression(parent) && parent.condition === node) return { kind: "mention" };
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return { kind: "mention" };
  return { kind: "use" };
}

function isHolder(
  node: ts.Node,
): node is ts.PropertyAssignment | ts.ParameterDeclaration | ts.BindingElement | ts.PropertyDeclaration {
  return (
    ts.isPropertyAssignment(node) || ts.isParameter(node) || ts.isBindingElement(node) || ts.isPropertyDeclaration(node)
  );
}

function inBinary(parent: ts.BinaryExpression, node: ts.Expression, checker: ts.TypeChecker): Position {
  const { kind } = parent.operatorToken;
  if (COMPARISONS.has(kind)) return { kind: kind === ts.SyntaxKind.CommaToken ? "use" : "mention" };
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken && parent.left === node) return { kind: "mention" };
  const isAssignment = ts.SyntaxKind.FirstAssignment <= kind && kind <= ts.SyntaxKind.LastAssignment;
  if (!isAssignment) return { kind: "use" };
  if (parent.left === node) return { kind: "mention" };
  const target = bare(parent.left);
  if (ts.isPropertyAccessExpression(target) && target.getText() === "module.exports") return { kind: "mention" };
  return { kind: "kept", holder: checker.getSymbolAtLocation(nameOf(target))?.valueDeclaration };
}

/** Of an access, the name it ends with; the symbol there is the property's. */
export function nameOf(expression: ts.Expression): ts.Node {
  if (ts.isPropertyAccessExpression(expression)) return expression.name;
  if (ts.isElementAccessExpression(expression)) return expression.argumentExpression;
  return expression;
}

/** Whether the identifier is an expression by itself: not a name that is declared, imported, exported or a key. */
export function isExpressionName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent))
    return ts.isPropertyAccessExpression(parent) && parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isImportClause(parent)) return false;
  if (ts.isNamespaceImport(parent) || ts.isNamespaceExport(parent) || ts.isImportEqualsDeclaration(parent))
    return false;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isJsxAttribute(parent) || ts.isLabeledStatement(parent) || ts.isMetaProperty(parent)) return false;
  if (ts.isBreakOrContinueStatement(parent)) return false;
  return !("name" in parent && parent.name === node);
}
