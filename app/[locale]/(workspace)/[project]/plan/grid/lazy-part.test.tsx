// @vitest-environment happy-dom

import { act } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { lazyPart } from "./lazy-part.tsx";

const mounted = useMounted({ areas: ["shell", "plan"] });

afterEach(() => {
  vi.restoreAllMocks();
});

it("says in its place that its code did not come, and comes when it is tried again", async () => {
  // React reports what a boundary catches.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  let offline = true;
  const Part = lazyPart<{ name: string }>(async () => {
    if (offline) throw new Error("no network");
    return ({ name }) => <p>part of {name}</p>;
  });
  await mounted.show(
    <>
      <p>the page</p>
      <Part name="the grid" />
    </>,
  );
  expect(mounted.text).toContain("the page");
  expect(mounted.the("[role=alert]").textContent).toContain("This could not be loaded.");
  offline = false;
  await mounted.click("Try again");
  await act(async () => undefined);
  expect(mounted.text).toBe("the pagepart of the grid");
});
