// @vitest-environment happy-dom

import { act } from "react";
import { expect, it } from "vitest";
import { useMounted } from "../../../../_ui/testing/mounted.tsx";
import { useCompared } from "./use-compared.ts";

const mounted = useMounted();
let shown: ReturnType<typeof useCompared>;

function Probe(props: { saved: boolean; revision: number; on: number }) {
  shown = useCompared({ draft: undefined, ...props });
  return null;
}

const page = (saved: boolean, revision: number, on = revision) =>
  mounted.show(<Probe saved={saved} revision={revision} on={on} />);

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
