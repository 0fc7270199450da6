// @vitest-environment happy-dom

import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { useAhead } from "./use-ahead.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** A save under way: the test says when and how it ends. */
interface Asked {
  readonly value: readonly string[];
  end(kept: boolean): void;
}

let root: Root;
let asked: Asked[];
let shown: readonly string[];
let choose: (next: readonly string[]) => void;

function Words({ stored }: { stored: readonly string[] }) {
  const save = (value: readonly string[]) => new Promise<boolean>((end) => asked.push({ value, end }));
  [shown, choose] = useAhead(stored, save);
  return null;
}

const store = (stored: readonly string[]) => act(async () => root.render(<Words stored={stored} />));
const add = (word: string) => act(async () => choose([...shown, word]));
const end = (at: number, kept = true) => act(async () => asked[at]?.end(kept));

beforeEach(async () => {
  asked = [];
  root = createRoot(document.createElement("div"));
  await store([]);
});

afterEach(() => act(async () => root.unmount()));

it("loses none of several words that are added faster than they are saved", async () => {
  await add("card");
  await add("transfer");
  await store(["card"]);
  await end(0);
  await add("wallet");
  await store(["card", "transfer"]);
  await end(1);
  await end(2);
  await store(["card", "transfer", "wallet"]);
  expect(asked.map(({ value }) => value)).toEqual([["card"], ["card", "transfer"], ["card", "transfer", "wallet"]]);
  expect(shown).toEqual(["card", "transfer", "wallet"]);
});

it("is not set back by an earlier choice that is shown once all are saved", async () => {
  await add("card");
  await add("transfer");
  await end(0);
  await end(1);
  await store(["card"]);
  expect(shown).toEqual(["card", "transfer"]);
  await store(["card", "transfer"]);
  await store(["somebody else’s"]);
  expect(shown).toEqual(["somebody else’s"]);
});

it("lets go of a choice that was made twice once it is stored: an undo is seen", async () => {
  await act(async () => choose(["card"]));
  await act(async () => choose([]));
  await act(async () => choose(["card"]));
  await end(0);
  await end(1);
  await end(2);
  await store(["card"]);
  await store([]);
  expect(shown).toEqual([]);
});

it("shows what is stored once a choice is refused", async () => {
  await add("card");
  expect(shown).toEqual(["card"]);
  await end(0, false);
  expect(shown).toEqual([]);
});
