// @vitest-environment happy-dom

import { act } from "react";
import { afterEach, expect, it } from "vitest";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { fill } from "../../../../../_ui/testing/fill-control.ts";
import { PlanDesk } from "../testing/plan-desk.tsx";
import { JsonListControl } from "./json-control.tsx";

const desk = new PlanDesk(referencePlan, async () => referencePlan);
afterEach(() => desk.show(() => null));

async function typed(strict: boolean): Promise<unknown[]> {
  const seen: unknown[] = [];
  const control = { label: "Examples", value: [], strict, onSave: () => undefined };
  await desk.show(() => <JsonListControl {...control} onTyping={(value) => seen.push(value)} />);
  const [field] = desk.all<HTMLTextAreaElement>("textarea");
  for (const text of ['{"a":', '{"a":1}', '{"a":1}\n{"b"', '{"a":1}\n{"b":2}'])
    await act(async () => field && fill(field, text));
  return seen;
}

it("has examples judged as one types, payloads as soon as each line is whole", async () => {
  expect(await typed(true)).toEqual([[{ a: 1 }], [{ a: 1 }, { b: 2 }]]);
  expect(await typed(false)).toHaveLength(4);
});
