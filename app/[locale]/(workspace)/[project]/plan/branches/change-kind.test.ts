import { expect, it } from "vitest";
import { diffPlans } from "../../../../../../lib/plan/diff.ts";
import { type Edit, replayEdits } from "../../../../../../lib/plan/edit.ts";
import { newEvent } from "../../../../../../lib/plan/new-object.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { byHappening } from "./change-kind.ts";

it("tells objects that came, went, were renamed, moved or changed, each once", () => {
  const object = newEvent({ id: "evt_new", name: "Basket Viewed", identifier: "basketViewed" });
  const first = referencePlan.events.map(({ id }) => id as string).toReversed();
  const after = replayEdits(referencePlan, [
    { command: "reorderObjects", kind: "event", ids: first },
    { command: "addObject", entry: { kind: "event", object } },
    { command: "removeObject", kind: "event", id: "evt_draft" },
    { command: "renameEvent", id: "evt_search", name: "Searched" },
    { command: "updateEvent", id: "evt_payment", changes: { owner: "Payments" } },
  ] as Edit[]);
  const changes = diffPlans(referencePlan, after);
  const found = byHappening(changes).map(([happening, own]) => [
    happening,
    [...new Set(own.map(({ objectName }) => objectName))],
  ]);
  expect(Object.fromEntries(found)).toMatchObject({
    added: ["Basket Viewed"],
    removed: ["Basket Shared"],
    renamed: ["Searched"],
    changed: expect.arrayContaining(["Payment Attempted"]),
    moved: ["reference"],
  });
  expect(byHappening(changes).flatMap(([, own]) => own)).toHaveLength(changes.length);
});
