// @vitest-environment happy-dom

/** The grid under rows that move: what one types and selects stays with its event. */

import { act, useState } from "react";
import { beforeEach, expect, it } from "vitest";
import { referencePlan } from "../../../../../../lib/plan/reference-plan.ts";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { EditingContext } from "../editing/editing-context.tsx";
import { planFacts } from "../plan-facts.ts";
import { EventGrid } from "./event-grid.tsx";
import type { EventRow } from "./event-row.ts";
import { columnsOf } from "./grid-column.ts";
import type { CellRange } from "./grid-position.ts";
import { row, WORDS } from "./testing/rows.ts";
import { useHeldRows } from "./use-held-rows.ts";

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
  typed: [],
  ...{ retry: () => undefined, preview: () => undefined, settle: () => undefined, watch: () => () => undefined },
  undoing: { undoable: undefined, redoable: undefined, undo: () => undefined, redo: () => undefined },
};

const mounted = useMounted({ areas: ["shell", "plan", "grid"] });
let edits: { readonly event: string; readonly column: string; readonly text: string }[];
let emptied: CellRange[];
let filled: CellRange[];
let shownRows: readonly EventRow[];

beforeEach(() => {
  // The virtual list asks how tall the grid is; a page without layout says nothing.
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: 400 });
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 900 });
  edits = [];
  emptied = [];
  filled = [];
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
        fill: (range) => filled.push(range),
        empty: (range) => emptied.push(range),
        paste: () => undefined,
      }}
    />
  );
}

const show = (rows: readonly EventRow[], order = "name") =>
  mounted.show(
    <EditingContext value={EDITING}>
      <Held rows={rows} order={order} />
    </EditingContext>,
  );

function cell(event: string, column: number): HTMLElement {
  const at = shownRows.findIndex(({ id }) => id === `evt_${event}`);
  return mounted.the(`[aria-rowindex="${at + 2}"] [aria-colindex="${column + 1}"]`);
}

const editor = () => mounted.the<HTMLInputElement>("input:not([type=checkbox])");

const A = row("a", { owner: "Ann" });
const B = row("b", { owner: "Bob" });
const C = row("c", { owner: "Cid" });
const NEW = row("new", { owner: "New" });

it("edits the event one chose, wherever its row has moved to before one types", async () => {
  await show([A, B, C]);
  await mounted.focus(cell("b", 1));
  await show([NEW, A, C, B]);
  await mounted.key(cell("b", 1), "Enter");
  await mounted.type(editor(), "Bea");
  await mounted.key(editor(), "Enter");
  expect(edits).toEqual([{ event: "evt_b", column: "owner", text: "Bea" }]);
});

it("keeps an open editor on its event and its column while rows come, go and are sorted anew by others", async () => {
  await show([A, B, C]);
  await mounted.focus(cell("b", 1));
  await mounted.key(cell("b", 1), "Enter");
  await mounted.type(editor(), "Bea");
  await show([NEW, { ...A, owner: "Zoe" }, C]);
  expect(shownRows.map(({ id }) => id)).toEqual(["evt_a", "evt_b", "evt_c"]);
  expect(shownRows[0]?.owner).toBe("Zoe");
  expect(editor().value).toBe("Bea");
  await mounted.key(editor(), "Enter");
  expect(edits).toEqual([{ event: "evt_b", column: "owner", text: "Bea" }]);
  expect(shownRows.map(({ id }) => id)).toEqual(["evt_new", "evt_a", "evt_c"]);
});

it("writes nothing where one only looked at what somebody else changed meanwhile", async () => {
  await show([A, B]);
  await mounted.focus(cell("b", 1));
  await mounted.key(cell("b", 1), "Enter");
  await show([A, { ...B, owner: "Somebody else" }]);
  await mounted.key(editor(), "Enter");
  expect(edits).toEqual([]);
});

it("empties the events one selected, not those that took their places; another order asked for lets go of them", async () => {
  await show([A, B, C]);
  await mounted.focus(cell("b", 1));
  await mounted.key(cell("b", 1), "ArrowDown", { shiftKey: true });
  await show([C, NEW, B, A]);
  await mounted.key(cell("c", 1), "Delete");
  const [range] = emptied;
  expect(range && shownRows.slice(range.top, range.bottom + 1).map(({ id }) => id)).toEqual(["evt_b", "evt_c"]);
  await show([C, NEW, B, A], "owner");
  expect(shownRows.map(({ id }) => id)).toEqual(["evt_c", "evt_new", "evt_b", "evt_a"]);
  await mounted.key(cell("c", 1), "Delete");
  expect(emptied.at(-1)).toEqual({ top: 0, bottom: 0, left: 1, right: 1 });
});

it("fills from one chosen cell by dragging its handle; a name, which is one of a kind, has none", async () => {
  await show([A, B, C]);
  await mounted.focus(cell("a", 0));
  expect(document.querySelector("[data-fill-handle]")).toBeNull();
  await mounted.focus(cell("a", 1));
  const handle = mounted.the("[data-fill-handle]");
  expect(cell("a", 1).contains(handle)).toBe(true);
  Object.defineProperty(document, "elementFromPoint", { configurable: true, value: () => cell("c", 2) });
  const pointer = (target: Element, type: string) =>
    act(async () => void target.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, buttons: 1 })));
  await pointer(handle, "pointerdown");
  await pointer(cell("c", 2), "pointermove");
  await pointer(cell("c", 2), "pointerup");
  expect(filled).toEqual([{ top: 0, bottom: 2, left: 1, right: 1 }]);
});
