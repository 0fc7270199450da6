// @vitest-environment happy-dom
/** What two people wrote differently is shown as people read it, in the reader's language. */

import { expect, it } from "vitest";
import { newWorkshop } from "../../../../../../lib/plan/workshop.ts";
import type { WorkshopConflict } from "../../../../../../lib/plan/workshop-merge.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { DraftConflicts } from "./draft-conflicts.tsx";

const mounted = useMounted({ areas: ["shell", "workshop", "plan"], language: "fr" });
const conflict = (path: string, fr: string, mine: unknown, theirs: unknown, of = "Order Paid"): WorkshopConflict => ({
  ...{ path, en: fr, fr, mine, theirs },
  ...(of === "" ? {} : { of }),
});

it("types, days, templates and yes or no in words, a text with its language, and none longer than one reads", async () => {
  const conflicts = [
    conflict(
      "event/evt_a/properties/prp_a/type",
      "Type",
      { kind: "string", enum: ["card", "bank"] },
      { kind: "integer" },
    ),
    conflict("workshop/heldOn", "Jour", "2026-11-20", "2026-12-01", ""),
    conflict("workshop/template", "Suggestions", "saas", undefined, ""),
    conflict("event/evt_a/critical", "Critique", true, false),
    conflict("event/evt_a/description.fr", "Description", "a".repeat(1000), "Payé."),
    conflict("metric/met_a/parent", "Partie de", { en: "Orders", fr: "Commandes" }, undefined),
  ];
  const theirs = newWorkshop({ journeyId: "jny_a", title: "Autumn", heldOn: "2026-11-20" });
  await mounted.show(
    <DraftConflicts
      state={{ kind: "stale", by: "Ben", revision: 2, theirs, conflicts }}
      settle={() => undefined}
      templates={[{ key: "saas", name: { en: "Software", fr: "Logiciel" } }]}
    />,
  );
  const { text } = mounted;
  for (const part of ["20 novembre 2026", "Logiciel", "Order Paid, Description (Français)", "Commandes", "card, bank"])
    expect(text).toContain(part);
  for (const raw of ["{", "saas", "2026-12-01", "true", "a".repeat(400)]) expect(text).not.toContain(raw);
});
