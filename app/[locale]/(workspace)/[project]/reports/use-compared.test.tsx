// @vitest-environment happy-dom

import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { useCompared } from "./use-compared.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root;
let shown: ReturnType<typeof useCompared>;

function Probe(props: { saved: boolean; revision: number; on: number }) {
  shown = useCompared({ draft: undefined, ...props });
  return null;
}

const page = (saved: boolean, revision: number, on = revision) =>
  act(async () => root.render(<Probe saved={saved} revision={revision} on={on} />));

beforeEach(() => {
  root = createRoot(document.createElement("div"));
});
afterEach(() => act(() => root.unmount()));

it("follows what somebody else saved once the report goes on from that, and what is chosen here stays", async () => {
  await page(false, 1);
  await page(true, 2, 1);
  expect(shown.comparing).toBe(false);
  await page(true, 2);
  expect(shown.comparing).toBe(true);
  await act(async () => shown.set(false));
  await page(true, 3);
  expect(shown.comparing).toBe(false);
});

it("its own saving changes nothing, nor what is chosen while it is under way", async () => {
  await page(false, 1);
  await act(async () => shown.set(true));
  await act(async () => shown.settle(true));
  await page(false, 1, 2);
  expect(shown.comparing).toBe(true);
  await act(async () => shown.set(false));
  await page(true, 2);
  expect(shown.comparing).toBe(false);
});
