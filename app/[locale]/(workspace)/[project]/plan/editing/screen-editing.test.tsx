// @vitest-environment happy-dom

/** Findings of a screen beside the grid: with the page where they are known, after it where they are not. */

import { act } from "react";
import { beforeEach, expect, it } from "vitest";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { planFactsText } from "../plan-facts.ts";
import { type ShownFinding, usePlanEditing } from "./editing-context.tsx";
import { ScreenEditing } from "./screen-editing.tsx";

const mounted = useMounted({ areas: ["shell", "plan", "grid"] });
const facts = planFactsText(referencePlan, "en", []);
const unused = () => {
  throw new Error("not asked for here");
};
const found = (text: string): ShownFinding[] => [{ rule: "missing_owner", severity: "info", path: "plan", text }];

interface Asked {
  readonly branch: string;
  readonly answer: (findings: ShownFinding[]) => Promise<void>;
  readonly fail: () => Promise<void>;
}
let asked: Asked[];
beforeEach(() => {
  asked = [];
});

const load = (_slug: string, branch: string) =>
  new Promise<readonly ShownFinding[]>((resolve, reject) => {
    asked.push({
      branch,
      answer: (findings) => act(async () => resolve(findings)),
      fail: () => act(async () => reject(new TypeError("Failed to fetch"))),
    });
  });

function Texts() {
  return usePlanEditing().findings.map(({ text }) => <p key={text}>{text}</p>);
}

const show = (revision: number, known: readonly ShownFinding[] | undefined, asks: typeof load | null = load) =>
  mounted.show(
    <ScreenEditing
      view={{ slug: "shop", branch: "main", revision, editable: true, facts }}
      found={known}
      load={asks ?? undefined}
      commit={unused}
      preview={unused}
      undo={unused}
    >
      <Texts />
    </ScreenEditing>,
  );

it("shows what came with the page and asks for nothing", async () => {
  await show(4, found("Known."));
  expect(mounted.text).toBe("Known.");
  expect(asked).toEqual([]);
});

it("asks for what did not come, and shows the last until the next is there", async () => {
  await show(4, undefined);
  expect(mounted.text).toBe("");
  await asked[0]?.answer(found("Of four."));
  expect(mounted.text).toBe("Of four.");
  await show(5, undefined);
  expect(mounted.text).toBe("Of four.");
  expect(asked.map(({ branch }) => branch)).toEqual(["main", "main"]);
  await show(6, undefined);
  await asked[2]?.answer(found("Of six."));
  // What was asked of an older plan is no longer of interest.
  await asked[1]?.answer(found("Of five."));
  expect(mounted.text).toBe("Of six.");
  await show(7, found("Of seven."));
  await show(8, undefined);
  expect(mounted.text).toBe("Of seven.");
  await asked[3]?.fail();
  expect(mounted.text).toBe("Of seven.");
});

it("asks for nothing where nothing of it is shown", async () => {
  await show(4, undefined, null);
  expect(mounted.text).toBe("");
  expect(asked).toEqual([]);
});
