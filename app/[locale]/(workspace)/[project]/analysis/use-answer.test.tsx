// @vitest-environment happy-dom

import { act, Suspense } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useMounted } from "../../../../_ui/testing/mounted.tsx";
import { type AskedAhead, useAnswer, useAskedAhead } from "./use-answer.ts";

const mounted = useMounted({ areas: ["analysis"] });
const QUESTION = { kind: "cohort", criterion: { kind: "cohort", cohort: "c" } } as const;

function Size({ ahead, cohort = "c" }: { ahead: AskedAhead | undefined; cohort?: string }) {
  const question = { ...QUESTION, criterion: { kind: "cohort", cohort } } as const;
  const { answer, messages } = useAnswer("shop", question, ahead);
  return <p>{answer?.result.kind === "cohort" ? answer.result.count : messages.join(" ")}</p>;
}

function Told({ ahead, cohort = "c" }: { ahead: AskedAhead; cohort?: string }) {
  const question = { ...QUESTION, criterion: { kind: "cohort", cohort } } as const;
  const { answer, messages } = useAnswer("shop", question, undefined, useAskedAhead(question, ahead));
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
  mounted.leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function show(ahead?: AskedAhead, cohort?: string): Promise<void> {
  await mounted.show(<Size ahead={ahead} {...(cohort === undefined ? {} : { cohort })} />);
  await act(() => vi.advanceTimersByTimeAsync(200));
}

function aheadOf(reply: Promise<string>): AskedAhead {
  return { asked: JSON.stringify(QUESTION), reply };
}

it("asks again after a while for an answer that did not arrive, until it does", async () => {
  await show();
  expect(mounted.text).toBe("The answer did not arrive. It is asked for again every ten seconds.");
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect([asked, mounted.text.slice(0, 10)]).toEqual([2, "The answer"]);
  isReachable = true;
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect([asked, mounted.text]).toEqual([3, "190"]);
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(asked).toBe(3);
});

it("asks as soon as the network is back, once, and not after the page was left", async () => {
  await show();
  isReachable = true;
  await act(async () => {
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
  });
  expect(mounted.text).toBe("190");
  window.dispatchEvent(new Event("online"));
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(asked).toBe(2);
  mounted.leave();
  isReachable = false;
  await show();
  mounted.leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(3);
});

it("shows what was asked ahead without asking, and asks whatever comes after, the same question too", async () => {
  const reply = JSON.stringify({ ok: true, answer: { result: { kind: "cohort", count: 7 } } });
  const ahead = aheadOf(Promise.resolve(reply));
  await show(ahead);
  expect([asked, mounted.text]).toEqual([0, "7"]);
  isReachable = true;
  await show(ahead, "d");
  expect([asked, mounted.text]).toEqual([1, "190"]);
  await show(ahead);
  expect(asked).toBe(2);
});

it("asks itself for what was asked ahead and did not arrive, or was another question", async () => {
  const broken = Promise.reject(new Error("Connection closed."));
  // As React's own, which nobody need wait for.
  broken.catch(() => undefined);
  await show(aheadOf(broken));
  expect([asked, mounted.text.slice(0, 10)]).toEqual([0, "The answer"]);
  isReachable = true;
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect([asked, mounted.text]).toEqual([1, "190"]);
  mounted.leave();
  await show({ asked: "{}", reply: new Promise(() => undefined) });
  expect([asked, mounted.text]).toEqual([2, "190"]);
});

it("is asked for once it differs from what was told, and where what was asked ahead did not arrive", async () => {
  const show = async (ahead: AskedAhead, cohort?: string) => {
    await mounted.show(
      <Suspense fallback="on its way">
        <Told ahead={ahead} {...(cohort === undefined ? {} : { cohort })} />
      </Suspense>,
    );
    await act(() => vi.advanceTimersByTimeAsync(200));
  };
  isReachable = true;
  const told = aheadOf(Promise.resolve(JSON.stringify({ ok: false, code: "cancelled", messages: ["Too much."] })));
  await show(told);
  expect([asked, mounted.text]).toEqual([0, "Too much."]);
  await show(told, "d");
  expect([asked, mounted.text]).toEqual([1, "190"]);
  await show(aheadOf(new Promise(() => undefined)));
  expect([asked, mounted.text]).toEqual([2, "190"]);
  mounted.leave();
  const broken = Promise.reject(new Error("Connection closed."));
  broken.catch(() => undefined);
  await show(aheadOf(broken));
  expect([asked, mounted.text]).toEqual([3, "190"]);
});
