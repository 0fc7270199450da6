// @vitest-environment happy-dom

import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useMounted } from "../_ui/testing/mounted.tsx";
import type { Found } from "./search-dialog.tsx";
import { SearchWindow } from "./search-window.tsx";

const mounted = useMounted();
let gone: string[];
let answers: Map<string, (found: readonly Found[]) => void>;

const search = (query: string) => new Promise<readonly Found[]>((resolve) => answers.set(query, resolve));
const found = (label: string): Found => ({ kind: "event", label, href: `/${label}` });

beforeEach(async () => {
  vi.useFakeTimers();
  gone = [];
  answers = new Map();
  await mounted.show(
    <SearchWindow
      open
      onOpenChange={() => undefined}
      search={search}
      searchMore={async () => []}
      takeTyped={() => ""}
      leave={() => undefined}
    />,
    { router: { push: (href) => void gone.push(href) } },
  );
});
afterEach(() => {
  mounted.leave();
  vi.useRealTimers();
});

const field = () => document.querySelector<HTMLInputElement>('[role="combobox"]') as HTMLInputElement;

async function type(text: string): Promise<void> {
  await mounted.type(field(), text);
  await act(() => vi.advanceTimersByTimeAsync(200));
}

async function answer(query: string, labels: readonly string[]): Promise<void> {
  await act(async () => {
    answers.get(query)?.(labels.map(found));
    await vi.advanceTimersByTimeAsync(10);
  });
}

const press = (key: string) => mounted.key(field(), key);

it("runs on Enter what was found for the words that stand there, and waits for it where it is not yet known", async () => {
  await type("order");
  await answer("order", ["Order completed", "Order refunded"]);
  await type("search");
  await press("Enter");
  expect(gone).toEqual([]);
  await answer("search", ["Search performed"]);
  expect(gone).toEqual(["/Search performed"]);
});

it("forgets Enter when one types on, and runs what is marked once the answer is there", async () => {
  await type("order");
  await press("Enter");
  await type("orders");
  await answer("order", ["Order completed"]);
  await answer("orders", ["Orders listed", "Orders merged"]);
  expect(gone).toEqual([]);
  await press("ArrowDown");
  await press("Enter");
  expect(gone).toEqual(["/Orders merged"]);
});
