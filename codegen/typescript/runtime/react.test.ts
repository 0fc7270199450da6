// @vitest-environment happy-dom
/** In React: init once, shared options, the same function at every rendering, and an event once however often it is rendered. */

import { act, createElement, type FunctionComponent, StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RUNTIME_PACKAGE } from "../package-text.ts";
import { RUNTIME_FILES } from "../runtime-text.ts";
import { TrackingProvider, useEvent, useEventOnce } from "./react.ts";
import { type CallOptions, send } from "./runtime.ts";
import { type Recording, record } from "./testing.ts";

let recording: Recording;
let root: Root;

function shown(properties: { readonly name: string }, options?: CallOptions): void {
  send("track", "Shown", "evt_shown", 1, properties, options);
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  recording = record();
  root = createRoot(document.body.appendChild(document.createElement("div")));
});

afterEach(() => {
  act(() => root.unmount());
  recording.stop();
  document.body.innerHTML = "";
  vi.unstubAllGlobals();
});

const functions = new Set<unknown>();

const Button: FunctionComponent<{ readonly name: string }> = ({ name }) => {
  const call = useEvent(shown);
  functions.add(call);
  return createElement("button", { type: "button", onClick: () => call({ name }, { userId: "ada" }) });
};

const Page: FunctionComponent = () => {
  useEventOnce(shown, { name: "page" });
  return createElement("p", null, "text");
};

it("sends with the options of every provider around the call, its own before them, and keeps one function", () => {
  const tree = (name: string) =>
    createElement(
      TrackingProvider,
      { options: { userId: "outer", context: { app: "shop" } } },
      createElement(TrackingProvider, { options: { context: { screen: name } } }, createElement(Button, { name })),
    );
  for (const name of ["cart", "checkout"]) {
    act(() => root.render(tree(name)));
    act(() => document.querySelector("button")?.click());
  }
  expect(functions.size).toBe(1);
  expect(recording.sent("Shown")).toMatchObject([
    { properties: { name: "cart" }, userId: "ada", context: { app: "shop", screen: "cart" } },
    { properties: { name: "checkout" }, userId: "ada", context: { app: "shop", screen: "checkout" } },
  ]);
});

it("sends an event once where it is shown, also under StrictMode and when it is rendered again", () => {
  for (let times = 0; times < 2; times++) {
    act(() => root.render(createElement(StrictMode, null, createElement(TrackingProvider, null, createElement(Page)))));
  }
  expect(recording.expectSent("Shown")).toMatchObject({ properties: { name: "page" } });
});

it("keeps the page where it cannot start, and says why", () => {
  const reported: string[] = [];
  vi.stubGlobal("reportError", (error: Error) => reported.push(error.message));
  const told: [number, string][] = [];
  const onDrop = (messages: number, reason: string): never => {
    told.push([messages, reason]);
    throw new Error("the listener's own");
  };
  const init = { writeKey: "wk", host: "in.example.com", onDrop };
  const page = () => createElement(StrictMode, null, createElement(TrackingProvider, { init }, createElement(Page)));
  for (let times = 0; times < 2; times++) act(() => root.render(page()));
  expect(document.body.textContent).toBe("text");
  const reason = "Gabarit: the host is not an address such as https://events.example.com: in.example.com";
  expect(reported).toEqual([reason]);
  expect(told).toEqual([[0, `Error: ${reason}`]]);
});

it("says that it belongs in a browser, before anything else", () => {
  expect(RUNTIME_FILES["react.ts"]).toMatch(/^"use client";\n/);
  expect(RUNTIME_PACKAGE["react.js"]).toMatch(/^"use client";\n/);
});

it("does nothing when a server renders", () => {
  const init = { writeKey: "wk", host: "https://in.example.com" };
  expect(renderToString(createElement(TrackingProvider, { init }, createElement(Page)))).toBe("<p>text</p>");
  recording.expectNothingSent();
});
