// @vitest-environment happy-dom

import { act } from "react";
import { expect, it } from "vitest";
import { enforcementRulesSchema } from "../../../../../lib/plan/enforcement-schema.ts";
import { useMounted } from "../../../../_ui/testing/mounted.tsx";
import { RuleList } from "./rule-list.tsx";

const mounted = useMounted({ areas: ["source"] });

it("sends the rules along in their order, as they are chosen", async () => {
  const first = { calls: ["track" as const], percent: 100, mode: "block" as const, strip: "nothing" as const };
  await mounted.show(<RuleList initial={[first]} />);
  const sent = () =>
    enforcementRulesSchema.parse(
      JSON.parse(document.querySelector<HTMLInputElement>("input[name=rules]")?.value ?? ""),
    );
  expect(sent()).toEqual([first]);
  await mounted.click("Add a rule");
  const page = [...document.querySelectorAll<HTMLInputElement>("input[type=checkbox]")][6];
  await act(async () => page?.click());
  expect(sent()).toEqual([first, { calls: ["page"], percent: 100, mode: "quarantine", strip: "nothing" }]);
  await mounted.click("Move rule 2 up");
  expect(sent().map(({ calls }) => calls)).toEqual([["page"], ["track"]]);
  await mounted.click("Remove rule 1");
  expect(sent()).toEqual([first]);
});
