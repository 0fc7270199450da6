import { expect, it } from "vitest";
import { emptyPlan, newEvent, newProperty } from "../new-object.ts";
import type { Property } from "../plan.ts";
import { findFindings } from "./find-findings.ts";

function personal(given: Partial<Property>) {
  const property = newProperty({ id: "prp_one", name: "answer", type: { kind: "string" }, ...given });
  const plan = {
    ...emptyPlan("shop"),
    events: [newEvent({ id: "evt_one", name: "One", identifier: "one", properties: [property] })],
  };
  const found = findFindings(plan).filter(({ code }) => code.startsWith("personal_by_"));
  return found.map(({ code, en, fix }) => [code, en, fix === undefined ? "unmended" : "mended"]);
}

const said = (what: string) =>
  `The values of “answer” are ${what}, but its privacy class says there is no personal data.`;

it("values give themselves away by format, list, constant or example", () => {
  const mails = [["personal_by_value", said("e-mail addresses"), "mended"]];
  expect(personal({ type: { kind: "string", format: "email" } })).toEqual(mails);
  expect(personal({ type: { kind: "string", enum: ["jo@example.com", "none"] } })).toEqual(mails);
  expect(personal({ type: { kind: "string", const: "jo@example.com" } })).toEqual(mails);
  expect(personal({ examples: ["none", "jo@example.com"] })).toEqual(mails);
  expect(personal({ type: { kind: "array", items: { kind: "string", format: "ipv4" } } })).toEqual([
    ["personal_by_value", said("IP addresses"), "mended"],
  ]);
  expect(personal({ type: { kind: "integer" }, examples: [4_111_111_111_111_111] })).toEqual([
    ["personal_by_value", said("numbers of payment cards"), "unmended"],
  ]);
});

it("what is declared, deprecated, impersonal or told by its name already is not said", () => {
  const format = { type: { kind: "string", format: "email" } } as const;
  expect(personal({ ...format, privacy: "personal" })).toEqual([]);
  expect(personal({ ...format, status: "deprecated" })).toEqual([]);
  expect(personal({ examples: ["FR-2041", "2026-05-21", "3"] })).toEqual([]);
  expect(personal({ ...format, name: "email" }).map(([code]) => code)).toEqual(["personal_by_name"]);
});
