// @vitest-environment happy-dom

/** What arrives while one looks, and while one would rather read. */

import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import type { Arrival, AskedArrivals } from "../arrivals.ts";
import { ArrivalList } from "./arrival-list.tsx";

const mounted = useMounted({ areas: ["shell", "source"] });
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function arrival(uid: number, name: string): Arrival {
  const receivedAt = new Date(uid).toISOString();
  const rest = { callType: "track", verdict: "conformant", planVersion: 1, violations: [], payload: [] } as const;
  return { uid, name, receivedAt, ...rest };
}

it("is held back and counted while it is paused, and asked for by the filter of the page", async () => {
  const coming = [arrival(2, "Second"), arrival(3, "Third")];
  const asked: [number, AskedArrivals][] = [];
  const load = async (_slug: string, _source: string, afterUid: number, by: AskedArrivals) => {
    asked.push([afterUid, by]);
    return { events: coming.splice(0, 1) };
  };
  const filter = { verdict: "conformant", search: "" };
  const given = { slug: "shop", source: "web", violations: "/", load, asked: filter };
  await mounted.show(<ArrivalList {...given} initial={[arrival(1, "First")]} />);
  const pass = () => act(() => vi.advanceTimersByTimeAsync(1000));
  await mounted.click("Pause");
  await pass();
  await pass();
  expect(asked).toEqual([
    [1, filter],
    [2, filter],
  ]);
  expect(mounted.text).toContain("Resume: 2 new");
  expect(mounted.text).not.toContain("Second");
  await mounted.click("Resume: 2 new");
  expect(mounted.text).toMatch(/Third.*Second.*First/s);
  expect(mounted.text).toContain("Pause");
});
