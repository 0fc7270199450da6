/** Text of a plan stays what it is: one literal, one comment, one key. Checked with TypeScript's own parser. */

import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { commentLines, docComment, jsonLit, markdownCode, propKey, strLit, valueKey } from "./escape.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(fc.constantFrom(..."*/\\\"'`${}@\n\r\t\u2028\u202e\u0000\u0085\ud800<!-"), { maxLength: 20 })
    .map((parts) => parts.join("")),
);

function parse(source: string): ts.SourceFile & { readonly parseDiagnostics?: readonly unknown[] } {
  return ts.createSourceFile("x.ts", source, ts.ScriptTarget.ESNext, true);
}

describe("escapers", () => {
  it("write a string literal of exactly the text, on one visible line", () => {
    fc.assert(
      fc.property(text, (given) => {
        const literal = strLit(given);
        expect(literal).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        const [statement, ...more] = parse(`x = ${literal};`).statements;
        expect(more).toEqual([]);
        const expression = statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
        const right = expression && ts.isBinaryExpression(expression) ? expression.right : undefined;
        expect(right && ts.isStringLiteral(right) ? right.text : undefined).toBe(given);
      }),
      { numRuns: 1_000 },
    );
  });

  it("write comments that end where they should, and tag nothing", () => {
    fc.assert(
      fc.property(text, (given) => {
        const source = parse(`${docComment(["first", ...commentLines(given)])}export const x = 1;\n`);
        expect(source.parseDiagnostics).toEqual([]);
        expect(source.statements).toHaveLength(1);
        const [statement] = source.statements;
        expect(statement && ts.getJSDocTags(statement)).toEqual([]);
        expect(statement?.getText()).toBe("export const x = 1;");
      }),
      { numRuns: 1_000 },
    );
  });

  it("write keys of types and objects that name exactly the text", () => {
    fc.assert(
      fc.property(text, (given) => {
        const [declaration] = parse(`interface X { ${propKey(given)}: 1 }`).statements;
        const [member] = declaration && ts.isInterfaceDeclaration(declaration) ? declaration.members : [];
        expect(
          member?.name && (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))
            ? member.name.text
            : undefined,
        ).toBe(given);
      }),
      { numRuns: 500 },
    );
    expect(valueKey("__proto__")).toBe('["__proto__"]');
  });

  it("write values that read back as they are", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        expect(readBack(parse(`x = ${jsonLit(value)};`))).toBe(JSON.stringify(JSON.parse(JSON.stringify(value))));
      }),
      { numRuns: 500 },
    );
  });

  it("write Markdown code on one line, whatever back-ticks are inside", () => {
    expect(markdownCode("a`b``c\nd")).toBe("``` a`b``c d ```");
    expect(markdownCode("plain")).toBe("`plain`");
  });
});

/** The value of the only expression, without evaluating anything. */
function readBack(source: ts.SourceFile): string {
  const literalOf = (node: ts.Expression): unknown => {
    if (ts.isStringLiteral(node)) return node.text;
    if (ts.isNumericLiteral(node)) return Number(node.text);
    if (ts.isPrefixUnaryExpression(node)) return -(literalOf(node.operand) as number);
    if (ts.isArrayLiteralExpression(node)) return node.elements.map(literalOf);
    if (ts.isObjectLiteralExpression(node)) return Object.fromEntries(node.properties.map(entry));
    return { [ts.SyntaxKind.TrueKeyword]: true, [ts.SyntaxKind.FalseKeyword]: false }[node.kind as number] ?? null;
  };
  const entry = (node: ts.ObjectLiteralElementLike): [string, unknown] => {
    const { name } = node;
    if (!ts.isPropertyAssignment(node) || name === undefined) throw new Error("not a property");
    const key = ts.isComputedPropertyName(name)
      ? literalOf(name.expression)
      : (name as ts.Identifier | ts.StringLiteral).text;
    return [String(key), literalOf(node.initializer)];
  };
  const [statement] = source.statements;
  if (!statement || !ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return "";
  return JSON.stringify(literalOf(statement.expression.right));
}
