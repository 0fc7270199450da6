// @vitest-environment happy-dom

import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TextProvider } from "../../../../_ui/text-provider.tsx";
import { useAnswer } from "./use-answer.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const QUESTION = { kind: "cohort", criterion: { kind: "cohort", cohort: "c" } } as const;

function Size() {
  const { answer, messages } = useAnswer("shop", QUESTION);
  return <p>{answer?.result.kind === "cohort" ? answer.result.count : messages.join(" ")}</p>;
}

let isReachable = false;
let asked = 0;

beforeEach(() => {
  isReachable = false;
  asked = 0;
  vi.useFakeTimers();
  vi.stubGlobal("fetch", () => {
    asked += 1;
    if (!isReachable) return Promise.reject(new TypeError("Failed to fetch"));
    return Promise.resolve(Response.json({ ok: true, answer: { result: { kind: "cohort", count: 190 } } }));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function shown() {
  const host = document.body.appendChild(document.createElement("div"));
  const root = createRoot(host);
  await act(async () =>
    root.render(
      <TextProvider language="en" areas={["analysis"]}>
        <Size />
      </TextProvider>,
    ),
  );
  await act(() => vi.advanceTimersByTimeAsync(200));
  return { host, leave: () => act(() => root.unmount()) };
}

it("asks again after a while for an answer that did not arrive, until it does", async () => {
  const { host, leave } = await shown();
  expect(host.textContent).toBe("The answer did not arrive. It is asked for again every ten seconds.");
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect([asked, host.textContent?.slice(0, 10)]).toEqual([2, "The answer"]);
  isReachable = true;
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect([asked, host.textContent]).toEqual([3, "190"]);
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(asked).toBe(3);
  await leave();
});

it("asks as soon as the network is back, once, and not after the page was left", async () => {
  const { host, leave } = await shown();
  isReachable = true;
  await act(async () => {
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
  });
  expect(host.textContent).toBe("190");
  window.dispatchEvent(new Event("online"));
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(asked).toBe(2);
  await leave();
  isReachable = false;
  const other = await shown();
  await other.leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(3);
});
