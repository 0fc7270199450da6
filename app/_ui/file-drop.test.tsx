// @vitest-environment happy-dom

import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FileDrop } from "./file-drop.tsx";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root;
let host: HTMLElement;
beforeEach(() => {
  host = document.body.appendChild(document.createElement("div"));
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

function show(
  chosen: readonly string[],
  onFiles: (files: readonly File[]) => void = () => {},
  error?: string,
): HTMLInputElement {
  act(() => root.render(<FileDrop label="Choose files" hint="CSV" chosen={chosen} error={error} onFiles={onFiles} />));
  const input = host.querySelector("input");
  if (input === null) throw new Error("no input");
  return input;
}

/** What the ids of an attribute say, joined. */
function said(input: HTMLInputElement, attribute: string): string {
  const ids = (input.getAttribute(attribute) ?? "").split(" ").filter(Boolean);
  return ids
    .map((id) => document.getElementById(id)?.textContent ?? `no ${id}`)
    .join(" ")
    .trim();
}

it("is called by its label before and after files are chosen, which describe it", () => {
  expect(said(show([]), "aria-labelledby")).toBe("Choose files");
  const input = show(["plan.csv", "more.csv"]);
  expect(said(input, "aria-labelledby")).toBe("Choose files");
  expect(said(input, "aria-describedby")).toBe("plan.csv, more.csv CSV");
});

it("says what is wrong with what was chosen", () => {
  const input = show(["huge.xlsx"], undefined, "Too large");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(said(input, "aria-describedby")).toBe("huge.xlsx CSV Too large");
  expect(show(["small.xlsx"]).hasAttribute("aria-invalid")).toBe(false);
});

it("hands over the files, and lets the same file be chosen again", () => {
  const taken: string[] = [];
  const input = show([], (files) => taken.push(...files.map(({ name }) => name)));
  for (let time = 0; time < 2; time++) {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["a"], "plan.csv"));
    Object.defineProperty(input, "files", { value: transfer.files, configurable: true });
    act(() => void input.dispatchEvent(new Event("change", { bubbles: true })));
  }
  expect(taken).toEqual(["plan.csv", "plan.csv"]);
  expect(input.value).toBe("");
});
