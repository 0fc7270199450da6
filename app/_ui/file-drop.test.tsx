// @vitest-environment happy-dom

import { act } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { FileDrop } from "./file-drop.tsx";
import { useMounted } from "./testing/mounted.tsx";

const mounted = useMounted();

async function show(
  chosen: readonly string[],
  onFiles: (files: readonly File[]) => void = () => {},
  error?: string,
): Promise<HTMLInputElement> {
  await mounted.show(<FileDrop label="Choose files" hint="CSV" chosen={chosen} error={error} onFiles={onFiles} />);
  return mounted.the("input");
}

/** What the ids of an attribute say, joined. */
function said(input: HTMLInputElement, attribute: string): string {
  const ids = (input.getAttribute(attribute) ?? "").split(" ").filter(Boolean);
  return ids
    .map((id) => document.getElementById(id)?.textContent ?? `no ${id}`)
    .join(" ")
    .trim();
}

it("is called by its label before and after files are chosen, which describe it", async () => {
  expect(said(await show([]), "aria-labelledby")).toBe("Choose files");
  const input = await show(["plan.csv", "more.csv"]);
  expect(said(input, "aria-labelledby")).toBe("Choose files");
  expect(said(input, "aria-describedby")).toBe("plan.csv, more.csv CSV");
});

it("says what is wrong with what was chosen", async () => {
  const input = await show(["huge.xlsx"], undefined, "Too large");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(said(input, "aria-describedby")).toBe("huge.xlsx CSV Too large");
  expect((await show(["small.xlsx"])).hasAttribute("aria-invalid")).toBe(false);
});

it("takes up what was chosen before the page listened", async () => {
  const page = document.createElement("div");
  const drop = (onFiles: (files: readonly File[]) => void) => (
    <FileDrop label="Choose files" chosen={[]} onFiles={onFiles} />
  );
  page.innerHTML = renderToString(drop(() => {}));
  document.body.append(page);
  const early = page.querySelector("input");
  const transfer = new DataTransfer();
  transfer.items.add(new File(["a"], "early.csv"));
  Object.defineProperty(early, "files", { value: transfer.files, configurable: true });
  const taken: string[] = [];
  const root = await act(async () =>
    hydrateRoot(
      page,
      drop((files) => taken.push(...files.map(({ name }) => name))),
    ),
  );
  expect(taken).toEqual(["early.csv"]);
  await act(async () => root.unmount());
  page.remove();
});

it("hands over the files, and lets the same file be chosen again", async () => {
  const taken: string[] = [];
  const input = await show([], (files) => taken.push(...files.map(({ name }) => name)));
  for (let time = 0; time < 2; time++) {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["a"], "plan.csv"));
    Object.defineProperty(input, "files", { value: transfer.files, configurable: true });
    act(() => void input.dispatchEvent(new Event("change", { bubbles: true })));
  }
  expect(taken).toEqual(["plan.csv", "plan.csv"]);
  expect(input.value).toBe("");
});
