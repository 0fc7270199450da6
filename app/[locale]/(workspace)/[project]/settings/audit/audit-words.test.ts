import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { MESSAGES } from "../../../../../../lib/i18n/messages.ts";
import { editSchema } from "../../../../../../lib/plan/edit.ts";
import { AUDIT_ACTIONS, AUDIT_DETAILS } from "../../../../../../lib/store/audit-row.ts";
import { AUDIT_AREAS } from "./audit-address.ts";
import { actionsSaying, actionWords, detailWords, targetWords } from "./audit-words.ts";

const english = { language: "en", timeZone: "Europe/Paris" } as const;
const french = { language: "fr", timeZone: "Europe/Paris" } as const;
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe.each(["en", "fr"] as const)("in %s", (language) => {
  const { action, detail, command } = MESSAGES[language].audit;
  const leaves = (tree: object): string[] =>
    Object.entries(tree).flatMap(([area, acts]) => Object.keys(acts as object).map((act) => `${area}.${act}`));

  it("every action of the audit log has words, and nothing else has", () => {
    expect(leaves(action).sort()).toEqual([...AUDIT_ACTIONS].sort());
    for (const one of AUDIT_ACTIONS) expect(actionWords(language, one), one).toMatch(/^[^_]+ [^_]+$/);
  });

  it("every key of a detail has words, and nothing else has", () => {
    expect(Object.keys(detail).sort()).toEqual([...AUDIT_DETAILS].sort());
  });

  it("every edit of a plan has words", () => {
    const names = editSchema.options.map(({ shape }) => shape.command.value);
    expect(Object.keys(command).sort()).toEqual([...names].sort());
  });
});

it("every area of an action can be filtered by", () => {
  const areas = new Set(AUDIT_ACTIONS.map((action) => action.split(".")[0]));
  expect([...AUDIT_AREAS].sort()).toEqual([...areas].sort());
});

it("no entry is written but through the closed lists of words", () => {
  const lib = fileURLToPath(new URL("../../../../../../lib", import.meta.url));
  const writers = readdirSync(lib, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|prisma-client|testing/.test(file))
    .filter((file) => /auditEntry\.(create|createMany|upsert)\(/.test(readFileSync(join(lib, file), "utf8")));
  expect(writers).toContain("store/audit-row.ts");
  for (const file of writers) {
    const text = readFileSync(join(lib, file), "utf8");
    const made = text.match(/auditEntry\.(create|createMany|upsert)\(/g)?.length ?? 0;
    const typed = text.match(/auditEntry\.create\(\{\s*data: auditRow\(/g)?.length ?? 0;
    expect(typed, file).toBe(made);
  }
});

it("says roles, scopes, numbers, days and dates as the reader does", () => {
  expect(detailWords(english, { from: "viewer", to: "admin" })).toBe("before: viewer · after: admin");
  expect(plain(detailWords(french, { from: "viewer", to: "admin" }))).toBe("avant : lecteur · après : administrateur");
  expect(plain(detailWords(french, { judged: 12345, includeBlocked: false }))).toBe(
    "événements rejugés : 12 345 · événements bloqués aussi : non",
  );
  expect(plain(detailWords(french, { weekStart: "1 → 7", until: "2026-03-01T23:30:00.000Z" }))).toBe(
    "début de la semaine : lundi → dimanche · jusqu’au : 2 mars 2026, 00:30",
  );
  expect(plain(detailWords(french, { needs: "plan:write", scopes: ["events:read", "access:read"] }))).toBe(
    "requis : modifier et publier le plan · seulement pour : lire les événements, les violations et la santé et lire les membres, les jetons et le journal d’audit",
  );
  expect(detailWords(english, { mode: "quarantine → observe", language: "fr" })).toBe(
    "events that do not conform: quarantine → observe · language: French",
  );
  expect(plain(detailWords(french, { commands: ["renameEvent", "link"], edits: 2 }))).toBe(
    "modifications faites : événement renommé et lien ajouté · nombre de modifications : 2",
  );
});

it("says what a release was of", () => {
  expect(targetWords("fr", { action: "violation.release", target: "all held events" })).toBe(
    "tous les événements retenus",
  );
});

it("shows what has no words legibly, whatever it is", () => {
  expect(actionWords("fr", "moon.fly_there")).toBe("moon fly there");
  expect(actionWords("en", "action")).toBe("action");
  expect(actionWords("en", "plan")).toBe("plan");
  expect(detailWords(english, { oldKey: "x_y", constructor: { deep: [1] }, role: "toString", until: "soon" })).toBe(
    'old key: x_y · constructor: {"deep":[1]} · role: toString · until: soon',
  );
  expect(detailWords(english, "text")).toBe("");
  expect(detailWords(english, { name: "", id: null, scopes: [] })).toBe("");
});

it("finds actions by the reader's words", () => {
  expect(actionsSaying("fr", "publié")).toEqual(["plan.publish"]);
  expect(actionsSaying("en", "WRITE KEY")).toEqual(["source.revoke_key", "source.rotate_key", "token.leaked"]);
  expect(actionsSaying("en", "")).toEqual([]);
});
