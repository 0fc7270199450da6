// @vitest-environment happy-dom

/** What collides, decided where a template is applied and where its cohorts are taken. */

import { expect, it } from "vitest";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { HouseApplyForm } from "./house-apply-form.tsx";
import { HouseCohortsForm } from "./house-cohorts-form.tsx";

const page = useMounted({ areas: ["house", "plan"] });
const way = (label: string) => {
  const found = page.all("label").find((one) => one.textContent === label);
  return found?.querySelector("input") as HTMLInputElement;
};

it("a cohort that is there waits for a choice; keeping one's own is one", async () => {
  const asked: unknown[] = [];
  const cohort = { key: "coh_a", name: "A", free: "A 2", missing: [] };
  for (const state of ["taken", "changed"] as const) {
    await page.show(
      <HouseCohortsForm
        key={state}
        slug="shop"
        template="hst_a"
        mayTake
        cohorts={[{ ...cohort, state }]}
        take={async (_slug, _template, choices) => {
          asked.push(choices);
          return { ok: true, taken: 1, refused: [] };
        }}
      />,
    );
    expect(way("Keep mine").checked).toBe(false);
    await page.click(way("Keep mine"));
    await page.submit();
  }
  expect(asked).toEqual([{ coh_a: { take: "mine" } }, { coh_a: { take: "mine" } }]);
});

it("a name counts as it is typed, without leaving the field", async () => {
  const asked: unknown[] = [];
  const replaced: string[] = [];
  const common = { id: "evt_a", kind: "event", name: "A", free: "A 2" };
  await page.show(
    <HouseApplyForm
      slug="shop"
      template={{ id: "hst_a", name: "House", version: 1 }}
      revision={1}
      decided={{ choices: { evt_a: { rename: "A 2" } }, fields: {} }}
      unread={1}
      collisions={[
        { ...common, by: "name", mine: "A of the shop" },
        { ...common, id: "evt_b", name: "B", by: "rename", mine: undefined },
      ]}
      settings={undefined}
      conflicts={[]}
      problems={[]}
      changes={1}
      mayApply
      apply={async (_slug, _template, { decisions }) => {
        asked.push(decisions);
        return { ok: true, branch: "house", changes: 1 };
      }}
    />,
    { router: { replace: (href) => void replaced.push(href) } },
  );
  expect(page.text).toContain("A decision of this address could not be read");
  expect(page.text).toContain("called “A of the shop” in your plan");
  // A new name that is another's is never taken.
  expect(page.all("label").filter((one) => one.textContent === "Take theirs")).toHaveLength(2);
  await page.type(page.the<HTMLInputElement>("input[maxlength]"), "A of the house");
  expect(replaced).toEqual([]);
  await page.submit();
  expect(asked).toEqual([{ choices: { evt_a: { rename: "A of the house" } }, fields: {} }]);
});
