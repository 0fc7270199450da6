// @vitest-environment happy-dom

import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TextProvider } from "../../../../_ui/text-provider.tsx";
import { type AskedAhead, useAnswer } from "./use-answer.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const QUESTION = { kind: "cohort", criterion: { kind: "cohort", cohort: "c" } } as const;

function Size({ ahead, cohort = "c" }: { ahead: AskedAhead | undefined; cohort?: string }) {
  const question = { ...QUESTION, criterion: { kind: "cohort", cohort } } as const;
  const { answer, messages } = useAnswer("shop", question, ahead);
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

async function shown(ahead?: AskedAhead) {
  const host = document.body.appendChild(document.createElement("div"));
  const root = createRoot(host);
  const show = async (cohort?: string) => {
    await act(async () =>
      root.render(
        <TextProvider language="en" areas={["analysis"]}>
          <Size ahead={ahead} {...(cohort === undefined ? {} : { cohort })} />
        </TextProvider>,
      ),
    );
    await act(() => vi.advanceTimersByTimeAsync(200));
  };
  await show();
  return { host, show, leave: () => act(() => root.unmount()) };
}

function aheadOf(reply: Promise<string>): AskedAhead {
  return { asked: JSON.stringify(QUESTION), reply };
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

it("shows what was asked ahead without asking, and asks whatever comes after, the same question too", async () => {
  const reply = JSON.stringify({ ok: true, answer: { result: { kind: "cohort", count: 7 } } });
  const { host, show, leave } = await shown(aheadOf(Promise.resolve(reply)));
  expect([asked, host.textContent]).toEqual([0, "7"]);
  isReachable = true;
  await show("d");
  expect([asked, host.textContent]).toEqual([1, "190"]);
  await show();
  expect(asked).toBe(2);
  await leave();
});

it("asks itself for what was asked ahead and did not arrive, or was another question", async () => {
  const broken = Promise.reject(new Error("Connection closed."));
  // As React's own, which nobody need wait for.
  broken.catch(() => undefined);
  const { host, leave } = await shown(aheadOf(broken));
  expect([asked, host.textContent?.slice(0, 10)]).toEqual([0, "The answer"]);
  isReachable = true;
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect([asked, host.textContent]).toEqual([1, "190"]);
  await leave();
  const other = await shown({ asked: "{}", reply: new Promise(() => undefined) });
  expect([asked, other.host.textContent]).toEqual([2, "190"]);
  await other.leave();
});
