import { describe, expect, it } from "vitest";
import { displayPath } from "../plan/display-path.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { VIOLATION_CODES, type Violation } from "./violation.ts";
import { VIOLATION_TABLE, violationMessage } from "./violation-table.ts";

const KEYWORDS = [
  "enum",
  "const",
  "pattern",
  "format",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "precision",
  "minItems",
  "maxItems",
  "uniqueItems",
  "not",
  undefined,
];

describe("texts of violations", () => {
  it("exist for every code and keyword, in both languages, with French spacing", () => {
    for (const code of VIOLATION_CODES) {
      const { title, hint } = VIOLATION_TABLE[code];
      const messages = KEYWORDS.map((keyword) => {
        const violation: Violation = {
          code,
          path: "/properties/lines/0/sku",
          expected: ["a", 2],
          received: "b",
          ...(keyword === undefined ? {} : { keyword }),
        };
        return violationMessage(violation);
      });
      for (const { en, fr } of [title, hint, ...messages]) {
        expect(en).not.toBe("");
        expect(fr).not.toBe(en);
        expect(fr).not.toMatch(/ [:;!?»]|« |'/);
        expect(`${en}${fr}`).not.toContain("undefined");
      }
    }
  });

  it("names the types of JSON in the reader's words", () => {
    const mismatch = { code: "type_mismatch", path: "/properties/total", keyword: "type" } as const;
    expect(violationMessage({ ...mismatch, expected: ["string", "null"], received: "number" })).toEqual({
      en: "“total” must be string or null, not number.",
      fr: "«\u00a0total\u00a0» doit être de type chaîne ou nul et non nombre.",
    });
    const types = ["string", "number", "integer", "boolean", "object", "array", "null"];
    const french = types.map((expected) =>
      violationMessage({ ...mismatch, expected })
        .fr.split(" ")
        .at(-1),
    );
    expect(french).toEqual(["chaîne.", "nombre.", "entier.", "booléen.", "objet.", "tableau.", "nul."]);
    expect(
      violationMessage({ code: "malformed", path: "/event", expected: "non-empty string", received: "null" }).fr,
    ).toBe("L’appel est illisible à «\u00a0event\u00a0»\u00a0: attendu chaîne non vide, reçu nul.");
    expect(
      violationMessage({ code: "malformed", path: "", expected: "JSON", received: "line 2, column 7" }).fr,
    ).toContain("attendu JSON, ligne 2, colonne 7.");
    const allowed = { code: "value_constraint", path: "/properties/kind", keyword: "enum" } as const;
    expect(violationMessage({ ...allowed, expected: ["string", "null"] }).fr).toContain("valeurs\u00a0: string, null.");
  });

  it("names the place of a body that cannot be read, and shows signs for what no page can hold", () => {
    const broken = violationMessage({ code: "malformed", path: "", expected: "UTF-8", received: "line 1, column 2" });
    expect(broken.en).toBe("The call cannot be read: expected UTF-8 at line 1, column 2.");
    expect(broken.fr).toBe("L’appel est illisible\u00a0: attendu UTF-8, ligne 1, colonne 2.");
    const odd = violationMessage({ code: "unplanned_event", path: "", received: "A\0\ud800" });
    expect(odd.en).toBe("“A␀\ufffd” is not in the plan.");
  });

  it("shows places as people write them", () => {
    expect(displayPath("/properties/lines/0/sku")).toBe("lines[0].sku");
    expect(displayPath("/traits/plan")).toBe("plan");
    expect(displayPath("/event")).toBe("event");
    expect(displayPath("/properties/a~1b/c~0d")).toBe("a/b.c~d");
    expect(displayPath("")).toBe("event");
  });
});

describe("fingerprints", () => {
  const violation: Violation = { code: "type_mismatch", path: "/properties/lines/3/sku", keyword: "type" };
  it("are one for a rule broken at one place, whatever the position and the value", () => {
    const other: Violation = { ...violation, path: "/properties/lines/7/sku", received: "number" };
    expect(fingerprintOf(violation, "evt_a")).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprintOf(other, "evt_a")).toBe(fingerprintOf(violation, "evt_a"));
  });
  it("differ by event, place, code and keyword", () => {
    const all = [
      fingerprintOf(violation, "evt_a"),
      fingerprintOf(violation, "evt_b"),
      fingerprintOf({ ...violation, path: "/properties/lines" }, "evt_a"),
      fingerprintOf({ ...violation, code: "value_constraint" }, "evt_a"),
      fingerprintOf({ ...violation, keyword: "enum" }, "evt_a"),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
