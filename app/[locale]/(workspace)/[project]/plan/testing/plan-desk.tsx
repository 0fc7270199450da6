/** The plan's controls in a page of happy-dom, operated by hand; what they commit is saved in the store and shown again. */

import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime.js";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { vi } from "vitest";
import { MESSAGES } from "../../../../../../lib/i18n/messages.ts";
import { messagesOf } from "../../../../../../lib/i18n/translator.ts";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import type { Plan } from "../../../../../../lib/plan/plan.ts";
// Controls load it when they are first opened, which here is at once.
import "../../../../../_ui/combobox-window.tsx";
import { type Control, fill } from "../../../../../_ui/testing/fill-control.ts";
import { TextScope } from "../../../../../_ui/text.tsx";
import { EditingContext, type PlanEditing } from "../editing/editing-context.tsx";
import { planFacts } from "../plan-facts.ts";

export type Save = (edits: readonly Edit[]) => Promise<Plan>;

export const TEXTS = MESSAGES.en.plan;

const PARTS_IN_PARTS = 3;

export class PlanDesk {
  plan: Plan;
  readonly host = document.createElement("div");
  readonly #save: Save;
  #root = createRoot(this.host);
  #draw: (plan: Plan) => ReactNode = () => null;
  #waiting: Promise<unknown>[] = [];
  /** As the page shows it. */
  #shown: Plan | undefined;

  constructor(plan: Plan, save: Save) {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    document.body.append(this.host);
    this.plan = plan;
    this.#save = save;
  }

  readonly #commit = (edits: readonly Edit[]): Promise<boolean> => {
    const saved = this.#save(edits).then((plan) => {
      this.plan = plan;
      return true;
    });
    this.#waiting.push(saved);
    return saved;
  };

  #typed: readonly Edit[] = [];

  #editing(): PlanEditing {
    return {
      slug: this.plan.slug,
      branch: "main",
      facts: planFacts(this.plan, "en", []),
      editable: true,
      saving: false,
      troubles: [],
      findings: [],
      commit: this.#commit,
      begin: () => (run) => run(),
      retry: () => undefined,
      undoing: { undoable: undefined, redoable: undefined, undo: () => undefined, redo: () => undefined },
      preview: () => undefined,
      typed: this.#typed,
      settle: () => undefined,
      watch: () => () => undefined,
    };
  }

  /** Saves what no control does, such as the ground of a test. */
  async save(edits: readonly Edit[]): Promise<void> {
    await this.show(() => null);
    this.plan = await this.#save(edits);
  }

  /** Shows something of the plan, and again after each save. */
  async show(draw: (plan: Plan) => ReactNode): Promise<void> {
    await act(async () => this.#root.unmount());
    this.#root = createRoot(this.host);
    this.#draw = draw;
    await this.#render();
    await this.#parts();
  }

  /** A part that is loaded when it is first shown may show another such part. */
  async #parts(): Promise<void> {
    for (let part = 0; part < PARTS_IN_PARTS; part++) await act(() => vi.dynamicImportSettled());
  }

  async #render(): Promise<void> {
    this.#shown = this.plan;
    await act(async () =>
      this.#root.render(
        <SearchParamsContext value={new URLSearchParams()}>
          <NuqsTestingAdapter>
            <TextScope
              language="en"
              messages={messagesOf("en", ["shell", "plan", "code", "comment", "source", "violation", "analysis"])}
            >
              <EditingContext value={this.#editing()}>{this.#draw(this.plan)}</EditingContext>
            </TextScope>
          </NuqsTestingAdapter>
        </SearchParamsContext>,
      ),
    );
  }

  async #do(gesture: () => void): Promise<void> {
    await act(async () => {
      gesture();
      // An action of a control may first load what it needs.
      await new Promise((resolve) => setTimeout(resolve, 0));
      while (this.#waiting.length > 0) await Promise.all(this.#waiting.splice(0));
    });
    await this.#parts();
    if (this.plan !== this.#shown) await this.#render();
  }

  all<E extends Element>(selector: string): E[] {
    return [...document.body.querySelectorAll<E>(selector)];
  }

  /** As if it were typed and the field not left. */
  async typing(edits: readonly Edit[]): Promise<void> {
    this.#typed = edits;
    await this.#render();
  }

  /** Types and leaves the field. */
  async type(control: Control, text: string): Promise<void> {
    await this.#do(() => fill(control, text));
    await this.#do(() => control.dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
  }

  async choose(control: Control, value: string): Promise<void> {
    await this.#do(() => fill(control, value));
  }

  async press(element: Element | undefined): Promise<void> {
    if (element === undefined) throw new Error(`nothing to press in ${this.host.innerHTML.slice(0, 2_000)}`);
    await this.#do(() => (element as HTMLElement).click());
  }

  async submit(form: Element | null): Promise<void> {
    if (form === null) throw new Error("no form");
    await this.#do(() => form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })));
  }

  button(name: string, at = 0): HTMLElement | undefined {
    const named = (one: Element) => (one.getAttribute("aria-label") ?? one.textContent)?.trim() === name;
    return this.all<HTMLElement>("button").filter(named)[at];
  }

  /** The control that a label names; the box inside of it for a checkbox. */
  labelled(name: string, at = 0): Control {
    const label = this.all<HTMLLabelElement>("label").filter((one) => ownText(one) === name)[at];
    const found = label?.querySelector("input") ?? document.getElementById(label?.htmlFor ?? "");
    if (found === null) throw new Error(`no control is labelled ${name}: ${this.host.textContent}`);
    return found as Control;
  }

  named<E extends Element>(name: string, at = 0): E {
    const found = this.all<E>(`[aria-label=${JSON.stringify(name)}]`)[at];
    if (found === undefined) throw new Error(`nothing is named ${name}`);
    return found;
  }
}

/** The words of a label without its hint. */
function ownText(label: HTMLLabelElement): string {
  const text = label.querySelector("span > span");
  const all = label.textContent?.trim() ?? "";
  return text === null ? all : all.slice(0, all.length - (text.textContent ?? "").length).trim();
}
