// @vitest-environment happy-dom

import { act } from "react";
import { expect, it } from "vitest";
import { DRY_RUN_DAYS, type DryRun } from "../../../../../lib/ingest/dry-run-result.ts";
import { useMounted } from "../../../../_ui/testing/mounted.tsx";
import { DryRunPanel } from "./dry-run-panel.tsx";

const mounted = useMounted({ areas: ["source"] });

const before = { repaired: 0, held: 2, blocked: 0 };
const after = { repaired: 1, held: 0, blocked: 1 };
const named = { callType: "track", name: "Paid" };
const day = (from: number): DryRun => ({
  ...{ from, until: from + 1, received: 5, conformant: 3, judged: 2, leftOut: 0, before, after },
  events: [{ ...named, conformant: 3, before, after }],
  samples: [
    { ...named, before: "held", after: "repaired", call: { event: "Paid" }, stripped: ["/properties/x"], breaks: [] },
  ],
});

/** A form whose days are answered one by one. */
async function shown() {
  const asked: { readonly settings: unknown; readonly until: number | undefined }[] = [];
  const answers: ((answer: { found: DryRun } | { refused: string[] }) => void)[] = [];
  await mounted.show(
    <form>
      <input type="hidden" name="mode" defaultValue="block" />
      <input type="hidden" name="strip" defaultValue="unplanned" />
      <input type="hidden" name="rules" defaultValue="[]" />
      <DryRunPanel
        slug="shop"
        source="web"
        run={(_slug, _source, settings, until) => {
          asked.push({ settings, until });
          return new Promise((resolve) => answers.push(resolve));
        }}
      />
    </form>,
  );
  const answer = (found: { found: DryRun } | { refused: string[] }) => act(async () => answers.shift()?.(found));
  return { asked, answer };
}

it("tries what the form says day by day, and says what becomes of what broke the plan", async () => {
  const { asked, answer } = await shown();
  await mounted.click("Try on the last seven days");
  for (let from = DRY_RUN_DAYS; from >= 1; from--) {
    expect(mounted.the<HTMLProgressElement>("progress").value).toBe(DRY_RUN_DAYS - from);
    await answer({ found: day(from) });
  }
  expect(asked.map(({ until }) => until)).toEqual([undefined, 7, 6, 5, 4, 3, 2]);
  expect(asked[0]?.settings).toEqual({ mode: "block", strip: "unplanned", rules: [] });
  const cells = mounted.all("tbody tr:last-child > *").map((cell) => cell.textContent);
  expect(cells).toEqual(["Paid", "21 → 28", "0 → 7", "14 → 0", "0 → 7"]);
  expect(mounted.text).toContain("/properties/x");
  expect(mounted.all("progress")).toHaveLength(0);
});

it("stops when it is told to, keeps what was found, and says why it was refused", async () => {
  const { asked, answer } = await shown();
  await mounted.click("Try on the last seven days");
  await answer({ found: day(7) });
  await mounted.click("Stop");
  await answer({ found: day(6) });
  expect(asked).toHaveLength(2);
  expect(mounted.the("[role=status]").textContent).toContain("1 day");
  expect(mounted.text).toContain("3 → 4");
  await mounted.click("Try on the last seven days");
  await answer({ refused: ["A rule cannot be read."] });
  expect(mounted.the("[role=alert]").textContent).toContain("A rule cannot be read.");
});
