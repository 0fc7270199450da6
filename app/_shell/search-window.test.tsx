// @vitest-environment happy-dom

import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime.js";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime.js";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TextProvider } from "../_ui/text-provider.tsx";
import type { Found } from "./search-dialog.tsx";
import { SearchWindow } from "./search-window.tsx";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root;
let host: HTMLElement;
let gone: string[];
let answers: Map<string, (found: readonly Found[]) => void>;

const search = (query: string) => new Promise<readonly Found[]>((resolve) => answers.set(query, resolve));
const found = (label: string): Found => ({ kind: "event", label, href: `/${label}` });

beforeEach(async () => {
  vi.useFakeTimers();
  gone = [];
  answers = new Map();
  host = document.body.appendChild(document.createElement("div"));
  root = createRoot(host);
  const router = { push: (href: string) => gone.push(href) };
  await act(async () =>
    root.render(
      <AppRouterContext value={router as never}>
        <SearchParamsContext value={new URLSearchParams()}>
          <TextProvider language="en" areas={["shell"]}>
            <SearchWindow
              open
              onOpenChange={() => undefined}
              search={search}
              searchMore={async () => []}
              takeTyped={() => ""}
              leave={() => undefined}
            />
          </TextProvider>
        </SearchParamsContext>
      </AppRouterContext>,
    ),
  );
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
  vi.useRealTimers();
});

const field = () => document.querySelector<HTMLInputElement>('[role="combobox"]') as HTMLInputElement;

async function type(text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field(), text);
    field().dispatchEvent(new Event("input", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(200);
  });
}

async function answer(query: string, labels: readonly string[]): Promise<void> {
  await act(async () => {
    answers.get(query)?.(labels.map(found));
    await vi.advanceTimersByTimeAsync(10);
  });
}

async function press(key: string): Promise<void> {
  await act(async () => void field().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })));
}

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
