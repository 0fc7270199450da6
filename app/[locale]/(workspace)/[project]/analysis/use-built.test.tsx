// @vitest-environment happy-dom

import { act } from "react";
import { expect, it } from "vitest";
import type { Criterion } from "../../../../../lib/analysis/question.ts";
import { useMounted } from "../../../../_ui/testing/mounted.tsx";
import { type Built, useBuilt } from "./use-built.ts";

const criterion = (cohort: string): Criterion => ({ kind: "cohort", cohort });
const OURS = criterion("ours");
const THEIRS = criterion("theirs");
const MINE = criterion("mine");

const mounted = useMounted();
let built: Built<Criterion>;

function Probe(props: { saved: Criterion; revision: number; draft?: Criterion; draftOn?: number }) {
  built = useBuilt({ draft: undefined, draftOn: undefined, ...props });
  return null;
}

const page = (saved: Criterion, revision: number) => mounted.show(<Probe saved={saved} revision={revision} />);

it("follows what is saved elsewhere while nothing is changed here", async () => {
  await page(OURS, 1);
  await page(THEIRS, 2);
  expect(built).toMatchObject({ value: THEIRS, on: 2, changed: false, late: false });
});

it("is late when only the name was changed here, and keeping that takes the definition saved elsewhere", async () => {
  await page(OURS, 1);
  await act(async () => built.touch());
  await page(THEIRS, 2);
  expect(built).toMatchObject({ value: OURS, on: 1, late: true, insisted: false });
  await act(async () => built.insist());
  expect(built).toMatchObject({ value: THEIRS, on: 2, late: false, insisted: true });
});

it("is late with another definition, and keeping it goes on from the saved revision", async () => {
  await page(OURS, 1);
  await act(async () => built.set(MINE));
  await page(THEIRS, 2);
  expect(built).toMatchObject({ value: MINE, on: 1, late: true });
  await act(async () => built.insist());
  expect(built).toMatchObject({ value: MINE, on: 2, changed: true, late: false });
});

it("its own saving makes nothing late, not even what was changed while it was under way", async () => {
  await page(OURS, 1);
  await act(async () => built.set(MINE));
  await act(async () => built.settle(JSON.stringify(MINE)));
  expect(built).toMatchObject({ on: 2, changed: false });
  await act(async () => built.set(THEIRS));
  await page(MINE, 2);
  expect(built).toMatchObject({ value: THEIRS, on: 2, changed: true, late: false });
});
