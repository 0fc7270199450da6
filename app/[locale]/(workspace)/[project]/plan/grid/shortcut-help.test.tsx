// @vitest-environment happy-dom

import { act } from "react";
import { expect, it, vi } from "vitest";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { ShortcutHelp } from "./shortcut-help.tsx";

const mounted = useMounted({ areas: ["shell", "plan", "grid"] });

it("says of keys of this page that they work on it, and of the one that opens the search that it works anywhere", async () => {
  const nothing = () => undefined;
  await mounted.show(<ShortcutHelp helpOpen setHelpOpen={nothing} on setOn={nothing} />);
  // The window of a dialog is loaded when it is first opened.
  await act(() => vi.dynamicImportSettled());
  const group = (title: string) =>
    [...document.querySelectorAll("section")].find((one) => one.querySelector("h3")?.textContent === title);
  const keysOf = (title: string) => [...(group(title)?.querySelectorAll("kbd") ?? [])].map((key) => key.textContent);
  expect(keysOf("On this page")).toEqual(["/", "C", "?"]);
  expect(keysOf("Anywhere")).toEqual(["Ctrl K"]);
});
