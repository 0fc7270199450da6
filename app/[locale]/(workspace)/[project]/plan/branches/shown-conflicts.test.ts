import { expect, it } from "vitest";
import { type Edit, replayEdits } from "../../../../../../lib/plan/edit.ts";
import { mergePlans } from "../../../../../../lib/plan/merge.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { shownConflicts } from "./shown-conflicts.ts";

const ID = "evt_order_completed";
const place = { in: "event", id: ID } as const;

/** What both changed, as it is shown: main first. */
function shown(main: Edit, branch: Edit, language: Language = "en") {
  const [ours, theirs] = [replayEdits(referencePlan, [main]), replayEdits(referencePlan, [branch])];
  const merged = mergePlans(referencePlan, ours, theirs);
  if (merged.ok) throw new Error("no conflict");
  return shownConflicts(merged.conflicts, ours, language).conflicts.map((one) => [one.label, one.ours, one.theirs]);
}

const ofEvent = (changes: object): Edit => ({ command: "updateEvent", id: ID, changes });

it("names what one side removed, and says what the other changed of it", () => {
  const remove: Edit = { command: "removeObject", kind: "event", id: ID, cascade: true };
  const change = ofEvent({ owner: "Payments", expiresOn: "2027-12-01" });
  expect(shown(remove, change)).toEqual([
    [
      "Order Completed",
      "Remove it",
      "Keep it, with Owner: Checkout → Payments and Expiry: December 31, 2028 → December 1, 2027",
    ],
  ]);
  expect(shown(change, remove, "fr")).toEqual([
    ["Order Completed", expect.stringContaining("Garder, avec Responsable\u00a0: Checkout → Payments"), "Supprimer"],
  ]);
  const property: Edit = { command: "removeProperty", place, id: "prp_total" };
  const required: Edit = { command: "updateProperty", place, id: "prp_total", changes: { required: false } };
  expect(shown(property, required)).toEqual([
    ["Order Completed, total", "Remove it", expect.stringMatching(/^Keep it, with .*: Yes → No$/)],
  ]);
});

it("writes values in the words of the screens", () => {
  expect(shown(ofEvent({ expiresOn: "2027-12-01" }), ofEvent({ expiresOn: null }), "fr")).toEqual([
    ["Order Completed, Expiration", "1er décembre 2027", ""],
  ]);
  const status = (to: string) => ofEvent({ status: to });
  expect(shown(status("draft"), status("deprecated"))[0]?.slice(1)).toEqual(["Draft", "Deprecated"]);
});
