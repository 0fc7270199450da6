import { expect, it } from "vitest";
import type { Judgement } from "../violation/violation.ts";
import { decodeNote, encodeNote, keepText, type Note } from "./note.ts";

const conformant: Judgement = { verdict: "conformant", violations: [], planVersion: 3, eventId: 'evt_"1"' };
const renamed: Judgement = { ...conformant, renamed: true };
const nameless: Judgement = { verdict: "conformant", violations: [], planVersion: 0 };
const violating: Judgement = {
  verdict: "violating",
  violations: [{ code: "type_mismatch", path: '/properties/"é🎉', keyword: "type", expected: ["string", "null"] }],
  planVersion: 3,
  eventId: "evt_2",
};
const arrival = { encoding: "gzip", environment: "staging", mode: "block", unplanned: "ignore" } as const;

it.each<[string, Note]>([
  ["without events", { ...arrival, judged: [] }],
  [
    "of every kind of verdict, some shared",
    { ...arrival, judged: [conformant, "duplicate", violating, conformant, renamed, nameless, "duplicate", violating] },
  ],
  ["of a pixel", { ...arrival, route: "page", userAgent: 'Mozilla "5.0"\n\\', judged: [nameless] }],
  [
    "of a body that could not be read",
    { ...arrival, judged: [{ ...violating, verdict: "malformed" }], unreadable: { code: "malformed", path: "" } },
  ],
])("a note %s comes back as it was", (_what, note) => {
  const { judged, unreadable, ...arrived } = note;
  expect(decodeNote(encodeNote(arrived, judged, unreadable))).toEqual(note);
  expect(encodeNote(keepText(arrived), judged, unreadable)).toEqual(encodeNote({ ...arrived }, judged, unreadable));
});
