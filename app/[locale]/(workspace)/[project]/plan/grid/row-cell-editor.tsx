"use client";

import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { type AfterEdit, CellEditor } from "./cell-editor.tsx";
import { type CellWords, OPTIONS, readCell, writeCell } from "./cell-value.ts";
import type { EventRow } from "./event-row.ts";
import type { GridColumn } from "./grid-column.ts";
import { joinWords } from "./word-list.ts";

/** What can still be added to a list: each suggestion is the list with one more word, since it takes the cell's place. */
function longer(words: readonly string[], known: Iterable<string>): readonly string[] {
  return [...known].filter((one) => !words.includes(one)).map((one) => joinWords([...words, one]));
}

function useSuggestions(row: EventRow, column: GridColumn, words: CellWords): readonly string[] | undefined {
  const { facts } = usePlanEditing();
  switch (column.key) {
    case "owner":
    case "steward":
      return facts.owners;
    case "consentPurpose":
      return facts.purposes;
    case "tags":
    case "sources":
      return longer(row[column.key], facts[column.key]);
    case "roles":
      return longer(
        row.roles.map((role) => words.option("roles", role)),
        OPTIONS.roles.map((role) => words.option("roles", role)),
      );
    case "bundles":
    case "decisions":
    case "metrics": {
      const names = words.references[column.key];
      return longer(
        row[column.key].map((id) => names.get(id) ?? id),
        names.values(),
      );
    }
    default:
      return undefined;
  }
}

/** The editor of one cell, as its column wants it. */
export function RowCellEditor(props: {
  row: EventRow;
  column: GridColumn;
  words: CellWords;
  commit: (row: EventRow, column: GridColumn, text: string | undefined, then: AfterEdit) => void;
  cancel: () => void;
}) {
  const t = useText("plan");
  const g = useText("grid");
  const { row, column, words } = props;
  const { key } = column;
  const value = readCell(row, key, words);
  const suggestions = useSuggestions(row, column, words);
  const choices =
    key === "category"
      ? [
          { value: "", label: t("event.noCategory") },
          ...[...words.references.category.values()].map((name) => ({ value: name, label: name })),
        ]
      : key === "status" || key === "privacy" || key === "callType" || key === "critical"
        ? OPTIONS[key].map((one) => ({ value: words.option(key, one), label: words.option(key, one) }))
        : undefined;
  function problem(text: string): string | undefined {
    const result = text === value ? undefined : writeCell(row, key, text, words);
    return result && !result.ok ? g(`problem.${result.problem}`, { detail: result.detail }) : undefined;
  }
  return (
    <CellEditor
      label={t("grid.edit", { column: t(`column.${key}`), name: row.name })}
      value={value}
      code={key === "name"}
      long={key === "description" || key === "trigger"}
      day={key === "expiresOn"}
      problem={problem}
      commit={(text, then) => props.commit(row, column, text, then)}
      cancel={props.cancel}
      {...(choices ? { choices } : {})}
      {...(suggestions ? { suggestions } : {})}
    />
  );
}
