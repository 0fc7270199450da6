/** Components in a page of happy-dom, operated as a browser operates them; what one test shows is gone before the next. */

import { AppRouterContext, type AppRouterInstance } from "next/dist/shared/lib/app-router-context.shared-runtime.js";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime.js";
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach } from "vitest";
import type { MessageArea } from "../../../lib/i18n/messages.ts";
import type { Language } from "../../../lib/plan/plan.ts";
import { TextProvider } from "../text-provider.tsx";
import { type Control, fill } from "./fill-control.ts";

/** A page that leads nowhere; a test that looks at where one went gives its own `push` or `refresh`. */
const ROUTER: AppRouterInstance = {
  ...{ back: () => undefined, forward: () => undefined, prefetch: () => undefined },
  ...{ push: () => undefined, replace: () => undefined, refresh: () => undefined, bfcacheId: "page" },
};

const NO_PARAMS = new URLSearchParams();

interface Surroundings {
  /** The texts that the components say. */
  readonly areas?: readonly MessageArea[];
  readonly language?: Language;
  readonly router?: Partial<AppRouterInstance>;
}

class Mounted {
  host: HTMLElement = document.createElement("div");
  readonly #surroundings: Surroundings;
  #root: Root | undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** A new empty place in the page. */
  begin(): void {
    this.host = document.body.appendChild(document.createElement("div"));
  }

  /** Takes what is shown out of the page; something else can be shown afterwards. */
  leave(): void {
    const root = this.#root;
    this.#root = undefined;
    act(() => root?.unmount());
  }

  /** Shows something, or the same component with other properties. */
  async show(children: ReactNode, more: Surroundings = {}): Promise<void> {
    const { areas = ["shell"], language = "en", router = {} } = { ...this.#surroundings, ...more };
    this.#root ??= createRoot(this.host);
    const root = this.#root;
    await act(async () =>
      root.render(
        <AppRouterContext value={{ ...ROUTER, ...router }}>
          <SearchParamsContext value={NO_PARAMS}>
            <TextProvider language={language} areas={areas}>
              {children}
            </TextProvider>
          </SearchParamsContext>
        </AppRouterContext>,
      ),
    );
  }

  get text(): string {
    return this.host.textContent ?? "";
  }

  all<E extends Element = HTMLElement>(selector: string): E[] {
    return [...this.host.querySelectorAll<E>(selector)];
  }

  /** The first that a selector finds. */
  the<E extends Element = HTMLElement>(selector: string): E {
    const found = this.host.querySelector<E>(selector);
    if (found === null) throw new Error(`nothing is ${selector} in ${this.host.innerHTML.slice(0, 2_000)}`);
    return found;
  }

  /** The last button of this name in the whole page: dialogs come after what opened them. */
  button(name: string): HTMLButtonElement {
    const isNamed = (one: Element) => (one.getAttribute("aria-label") ?? one.textContent?.trim()) === name;
    const found = [...document.body.querySelectorAll("button")].filter(isNamed).at(-1);
    if (found === undefined)
      throw new Error(`no button is named ${name} in ${document.body.innerHTML.slice(0, 2_000)}`);
    return found;
  }

  /** Clicks an element, or the button of a name, which has the focus then as in a browser. */
  async click(target: HTMLElement | string): Promise<void> {
    const element = typeof target === "string" ? this.button(target) : target;
    await act(async () => {
      element.focus();
      element.click();
    });
  }

  async focus(element: HTMLElement): Promise<void> {
    await act(async () => element.focus());
  }

  async key(element: Element, key: string, more: KeyboardEventInit = {}): Promise<void> {
    await act(async () => {
      element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
    });
  }

  /** Types into a field, or chooses in a list; the field keeps the focus. */
  async type(control: Control, text: string): Promise<void> {
    await act(async () => fill(control, text));
  }

  async leaveField(control: Element): Promise<void> {
    await act(async () => void control.dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
  }

  async submit(form: Element = this.the("form")): Promise<void> {
    await act(async () => void form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));
  }
}

/** A place in the page for each test of this file; the file says `@vitest-environment happy-dom` in its first line. */
export function useMounted(surroundings: Surroundings = {}): Mounted {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const mounted = new Mounted(surroundings);
  beforeEach(() => mounted.begin());
  afterEach(() => {
    mounted.leave();
    mounted.host.remove();
  });
  return mounted;
}
