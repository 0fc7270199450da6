/** Names in code: legal, one to one, and independent of every other event. */

import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { freezePlan } from "../lib/plan/publish.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { generate } from "./generate.ts";
import { codeName, fileStem, SDK_NAMES, typeName } from "./names.ts";

const identifier = fc
  .string({ unit: "binary", minLength: 1, maxLength: 12 })
  .filter((text) => /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text));
const word = fc.constantFrom(
  "delete",
  "class",
  "await",
  "then",
  "Object",
  "promise",
  "track",
  "INIT",
  "con",
  "Nul",
  "page",
  "default",
);
const stored = fc.oneof(
  identifier,
  fc.tuple(word, fc.integer({ min: 0, max: 3 })).map(([text, count]) => text + "_".repeat(count)),
  fc.constantFrom("orderCompleted", "événementCréé", "注文完了", "ŉx", "ǆx", "ſx", "𝒳y", "𠮷野"),
);

function isLegal(name: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2020, false, ts.LanguageVariant.Standard, name);
  return scanner.scan() === ts.SyntaxKind.Identifier && scanner.getTokenEnd() === name.length;
}

describe("names", () => {
  it("are identifiers for TypeScript, whatever the stored identifier is", () => {
    fc.assert(
      fc.property(stored, (text) => {
        expect(isLegal(codeName(text)), codeName(text)).toBe(true);
        expect(isLegal(typeName(codeName(text))), typeName(codeName(text))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("keep two identifiers apart that differ by more than case, in functions, types and files", () => {
    const folded = (text: string): string => text.normalize("NFC").toLowerCase();
    fc.assert(
      fc.property(stored, stored, (a, b) => {
        fc.pre(folded(a) !== folded(b));
        // Characters no compiler knows become code points; an identifier that spells one out is refused as shared.
        fc.pre(!/u[0-9a-f]{4,}/.test(codeName(a) + codeName(b)));
        expect(folded(codeName(a))).not.toBe(folded(codeName(b)));
        expect(folded(typeName(codeName(a)))).not.toBe(folded(typeName(codeName(b))));
        expect(folded(typeName(codeName(a)))).not.toBe(folded(codeName(b)));
      }),
      { numRuns: 5_000 },
    );
  });

  it("keep what is legal as it is, and mark what is reserved", () => {
    expect(["orderCompleted", "événementCréé", "注文完了", "_x$1"].map(codeName)).toEqual([
      "orderCompleted",
      "événementCréé",
      "注文完了",
      "_x$1",
    ]);
    expect(["delete", "delete_", "then", "Date", "CON", "track", "__proto__"].map(codeName)).toEqual([
      "delete_",
      "delete__",
      "then_",
      "Date_",
      "CON_",
      "track_",
      "__proto___",
    ]);
    expect(["orderCompleted", "ŉx", "ſx", "注文完了"].map(typeName)).toEqual([
      "OrderCompleted",
      "ŉx",
      "ſx",
      "注文完了",
    ]);
  });

  it("reserve everything that stands beside the names of events", async () => {
    const files = await generate(freezePlan({ ...referencePlan, events: [] }), { target: "typescript" });
    const withEvents = await generate(freezePlan(referencePlan), { target: "typescript" });
    const imports = withEvents
      .get("events/orderCompleted.ts")
      ?.match(/^import .*$/gm)
      ?.join("\n");
    const found = [files.get("track.ts"), files.get("index.ts"), imports].flatMap((text = "") => [
      ...[...text.matchAll(/^(?:export )?(?:function|const|interface|type) (\w+)/gm)].map((match) => match[1] ?? ""),
      ...[...text.matchAll(/^(?:export|import) (?:type )?\{ (.+) \} from/gm)].flatMap((match) =>
        (match[1] ?? "").split(", ").map((name) => name.replace("type ", "")),
      ),
    ]);
    expect([...new Set(found)].sort()).toEqual([...SDK_NAMES].sort());
  });

  it("give files with names too long for some file systems the event's id", () => {
    expect(fileStem("orderCompleted", "evt_1")).toBe("orderCompleted");
    expect(fileStem("注".repeat(50), "evt_1.2:x-y")).toBe("event_evt_1_2_x_y");
  });
});
