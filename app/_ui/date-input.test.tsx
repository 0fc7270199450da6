// @vitest-environment happy-dom

import { act, useState } from "react";
import { expect, it } from "vitest";
import { Input } from "./input.tsx";
import { useMounted } from "./testing/mounted.tsx";

const mounted = useMounted();

/** What a browser makes of a year that is typed on; the page of a test knows no such day. */
function typedOn(input: HTMLInputElement, day: string): void {
  Object.defineProperty(input, "value", { configurable: true, get: () => day, set: () => undefined });
  input.dispatchEvent(new Event("input", { bubbles: true }));
  Reflect.deleteProperty(input, "value");
}

function Day({ days }: { days: string[] }) {
  const [day, setDay] = useState("2026-03-01");
  function change(next: string) {
    days.push(next);
    setDay(next);
  }
  return <Input type="date" value={day} onChange={(event) => change(event.target.value)} />;
}

it("hands no year of five digits on, and says so until a day stands there", async () => {
  const days: string[] = [];
  await mounted.show(<Day days={days} />);
  const input = mounted.the<HTMLInputElement>("input");
  expect(input.max).toBe("9999-12-31");
  await act(async () => typedOn(input, "12026-03-01"));
  expect([days, input.value, input.getAttribute("aria-invalid")]).toEqual([[], "2026-03-01", "true"]);
  expect(mounted.the("[role=alert]").id).toBe(input.getAttribute("aria-describedby"));
  expect(mounted.text).toBe("A year has four digits.");
  await mounted.type(input, "2027-03-01");
  expect([days, input.value, mounted.text]).toEqual([["2027-03-01"], "2027-03-01", ""]);
});
