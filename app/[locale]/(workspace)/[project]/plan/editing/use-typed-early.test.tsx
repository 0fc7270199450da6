// @vitest-environment happy-dom

import { act } from "react";
import { hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { messagesOf } from "../../../../../../lib/i18n/translator.ts";
import { TextScope } from "../../../../../_ui/text.tsx";
import { EditingContext, type PlanEditing } from "./editing-context.tsx";
import { TextControl } from "./text-control.tsx";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const nothing = () => undefined;
const EDITING: PlanEditing = {
  ...{ slug: "shop", branch: "main", editable: true, saving: false, troubles: [], findings: [] },
  facts: {} as PlanEditing["facts"],
  commit: async () => true,
  begin: () => (run) => run(),
  undoing: { undoable: undefined, redoable: undefined, undo: nothing, redo: nothing },
  typed: [],
  ...{ retry: nothing, preview: nothing, settle: nothing, watch: () => nothing },
};

let host: HTMLElement;
let root: Root | undefined;
let saved: string[];

function page() {
  return (
    <TextScope language="en" messages={messagesOf("en", ["shell", "plan"])}>
      <EditingContext value={EDITING}>
        <TextControl label="Controller" value="" onSave={(value) => saved.push(value)} />
      </EditingContext>
    </TextScope>
  );
}

/** The page as the server sent it, with something typed into it before its scripts are there. */
function typedBefore(text: string): HTMLInputElement {
  host.innerHTML = renderToString(page());
  const input = host.querySelector("input");
  if (input === null) throw new Error("no field");
  input.focus();
  input.value = text;
  return input;
}

async function listen(): Promise<void> {
  await act(async () => {
    root = hydrateRoot(host, page());
  });
}

function asksBeforeLeaving(): boolean {
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}

beforeEach(() => {
  saved = [];
  host = document.body.appendChild(document.createElement("div"));
});

afterEach(async () => {
  await act(async () => root?.unmount());
  host.remove();
});

it("takes up what was typed before the page listened, and keeps it when one leaves the field", async () => {
  const input = typedBefore("Acme");
  await listen();
  expect(input.value).toBe("Acme");
  expect(saved).toEqual([]);
  expect(asksBeforeLeaving()).toBe(true);
  await act(async () => input.blur());
  expect(saved).toEqual(["Acme"]);
});

it("keeps at once what was typed into a field one has left since", async () => {
  typedBefore("Acme").blur();
  await listen();
  expect(saved).toEqual(["Acme"]);
});

it("keeps nothing of a field nobody typed into, and holds nobody back for it", async () => {
  typedBefore("");
  const listening = vi.spyOn(window, "addEventListener");
  await listen();
  expect(saved).toEqual([]);
  expect(listening.mock.calls.map(([name]) => name)).not.toContain("beforeunload");
  listening.mockRestore();
});
