// @vitest-environment happy-dom

/** The grid under rows that move: what one types and selects stays with its event. */

import { act, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { messagesOf } from "../../../../../../lib/i18n/translator.ts";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { TextScope } from "../../../../../_ui/text.tsx";
import { EditingContext } from "../editing/editing-context.tsx";
import { planFacts } from "../plan-facts.ts";
import { controlOf, fill } from "../testing/fill-control.ts";
import { EventGrid } from "./event-grid.tsx";
import type { EventRow } from "./event-row.ts";
import { columnsOf } from "./grid-column.ts";
import type { CellRange } from "./grid-position.ts";
import { row, WORDS } from "./testing/rows.ts";
import { useHeldRows } from "./use-held-rows.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const COLUMNS = columnsOf(["name", "owner", "tags"]);
const EDITING = {
  ...{ slug: "shop", branch: "main", facts: planFacts(referencePlan, "en", []), editable: true, saving: false },
  ...{
    troubles: [],
    findings: [],
    commit: async () => true,
    begin:
      () =>
      <T,>(run: () => T) =>
        run(),
  },
  ...{ retry: () => undefined, preview: () => undefined, settle: () => undefined, watch: () => () => undefined },
  undoing: { undoable: undefined, redoable: undefined, undo: () => undefined, redo: () => undefined },
};

let root: Root;
let host: HTMLElement;
let edits: { readonly event: string; readonly column: string; readonly text: string }[];
let emptied: CellRange[];
let shownRows: readonly EventRow[];

beforeEach(() => {
  // The virtual list asks how tall the grid is; a page without layout says nothing.
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: 400 });
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 900 });
  host = document.body.appendChild(document.createElement("div"));
  root = createRoot(host);
  edits = [];
  emptied = [];
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

function Held(props: { rows: readonly EventRow[]; order: string }) {
  const [hold, setHold] = useState(false);
  const rows = useHeldRows(props.rows, props.rows, props.order, hold);
  shownRows = rows;
  return (
    <EventGrid
      {...{ rows, columns: COLUMNS, words: WORDS, sort: null, down: false, onSort: () => undefined, opened: undefined }}
      {...{
        onOpen: () => undefined,
        checked: new Set<string>(),
        onCheck: () => undefined,
        onCheckAll: () => undefined,
      }}
      onRange={() => undefined}
      onHold={setHold}
      order={props.order}
      copy={() => ""}
      acts={{
        edit: (event, column, text) => edits.push({ event: event.id, column, text }),
        fill: () => undefined,
        empty: (range) => emptied.push(range),
        paste: () => undefined,
      }}
    />
  );
}

async function show(rows: readonly EventRow[], order = "name"): Promise<void> {
  await act(async () =>
    root.render(
      <TextScope language="en" messages={messagesOf("en", ["shell", "plan", "grid"])}>
        <EditingContext value={EDITING}>
          <Held rows={rows} order={order} />
        </EditingContext>
      </TextScope>,
    ),
  );
}

function cell(event: string, column: number): HTMLElement {
  const at = shownRows.findIndex(({ id }) => id === `evt_${event}`);
  const found = host.querySelector<HTMLElement>(`[aria-rowindex="${at + 2}"] [aria-colindex="${column + 1}"]`);
  if (!found) throw new Error(`no cell ${column} of ${event}`);
  return found;
}

async function press(target: Element, key: string, more: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  });
}

async function focus(target: HTMLElement): Promise<void> {
  await act(async () => target.focus());
}

const A = row("a", { owner: "Ann" });
const B = row("b", { owner: "Bob" });
const C = row("c", { owner: "Cid" });
const NEW = row("new", { owner: "New" });

it("edits the event one chose, wherever its row has moved to before one types", async () => {
  await show([A, B, C]);
  await focus(cell("b", 1));
  await show([NEW, A, C, B]);
  await press(cell("b", 1), "Enter");
  await act(async () => fill(controlOf(host, "input[list], input:not([type=checkbox])"), "Bea"));
  await press(controlOf(host, "input:not([type=checkbox])"), "Enter");
  expect(edits).toEqual([{ event: "evt_b", column: "owner", text: "Bea" }]);
});

it("keeps an open editor on its event and its column while rows come, go and are sorted anew by others", async () => {
  await show([A, B, C]);
  await focus(cell("b", 1));
  await press(cell("b", 1), "Enter");
  await act(async () => fill(controlOf(host, "input:not([type=checkbox])"), "Bea"));
  await show([NEW, { ...A, owner: "Zoe" }, C]);
  expect(shownRows.map(({ id }) => id)).toEqual(["evt_a", "evt_b", "evt_c"]);
  expect(shownRows[0]?.owner).toBe("Zoe");
  expect(controlOf(host, "input:not([type=checkbox])").value).toBe("Bea");
  await press(controlOf(host, "input:not([type=checkbox])"), "Enter");
  expect(edits).toEqual([{ event: "evt_b", column: "owner", text: "Bea" }]);
  expect(shownRows.map(({ id }) => id)).toEqual(["evt_new", "evt_a", "evt_c"]);
});

it("writes nothing where one only looked at what somebody else changed meanwhile", async () => {
  await show([A, B]);
  await focus(cell("b", 1));
  await press(cell("b", 1), "Enter");
  await show([A, { ...B, owner: "Somebody else" }]);
  await press(controlOf(host, "input:not([type=checkbox])"), "Enter");
  expect(edits).toEqual([]);
});

it("empties the events one selected, not those that took their places; another order asked for lets go of them", async () => {
  await show([A, B, C]);
  await focus(cell("b", 1));
  await press(cell("b", 1), "ArrowDown", { shiftKey: true });
  await show([C, NEW, B, A]);
  await press(cell("c", 1), "Delete");
  const [range] = emptied;
  expect(range && shownRows.slice(range.top, range.bottom + 1).map(({ id }) => id)).toEqual(["evt_b", "evt_c"]);
  await show([C, NEW, B, A], "owner");
  expect(shownRows.map(({ id }) => id)).toEqual(["evt_c", "evt_new", "evt_b", "evt_a"]);
  await press(cell("c", 1), "Delete");
  expect(emptied.at(-1)).toEqual({ top: 0, bottom: 0, left: 1, right: 1 });
});
