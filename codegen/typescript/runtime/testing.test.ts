/** What an application's tests read when an event was not sent as they say. */

import { afterEach, expect, it, vi } from "vitest";
import { send, sendIdentify } from "./runtime.ts";
import { type Recording, record } from "./testing.ts";

let recording: Recording;

afterEach(() => {
  recording.stop();
  vi.unstubAllEnvs();
});

function recorded(): Recording {
  recording = record();
  send("track", "Paid", "evt_1", 1, { total: 3, lines: [{ sku: "a", gift: true }], coupon: null });
  send("page", "Home", "evt_2", 1, {});
  sendIdentify("ada", { plan: "pro" });
  return recording;
}

it("gives the one message that holds what is asked", () => {
  const { expectSent, sent } = recorded();
  expect(expectSent("Paid", { total: 3, lines: [{ sku: "a" }], coupon: null }).type).toBe("track");
  expect(expectSent("identify", { plan: "pro" }).userId).toBe("ada");
  expect(expectSent("Home").type).toBe("page");
  expect(sent("Paid")).toHaveLength(1);
});

it("fails a call that is not as the plan has it, whatever else is built for production", () => {
  vi.stubEnv("NODE_ENV", "production");
  const { messages } = recorded();
  const before = messages.length;
  expect(() => send("track", "Wrong", "stand-in", 1, {})).toThrow("Gabarit: Wrong: /properties/there fails required");
  expect(messages).toHaveLength(before);
});

it("says what was sent instead", () => {
  const { expectSent, expectNothingSent, clear } = recorded();
  expect(() => expectSent("Paid", { total: 4 })).toThrow(
    '"Paid" with {"total":4} was not sent, but:\n  Paid {"total":3,"lines":[{"sku":"a","gift":true}],"coupon":null}',
  );
  for (const wrong of [{ coupon: undefined }, { lines: [] }, { lines: {} }, { total: "3" }, { other: null }]) {
    expect(() => expectSent("Paid", wrong)).toThrow("was not sent, but");
  }
  expect(() => expectSent("Refunded")).toThrow('"Refunded" was not sent. Sent were:\n  Paid {');
  expect(() => expectNothingSent("Home")).toThrow("Nothing should be sent, but:\n  Home {}");
  send("page", "Home", "evt_2", 1, {});
  expect(() => expectSent("Home")).toThrow('"Home" was sent 2 times.');
  clear();
  expectNothingSent();
  expect(() => expectSent("Home")).toThrow('"Home" was not sent. Nothing was sent.');
});
