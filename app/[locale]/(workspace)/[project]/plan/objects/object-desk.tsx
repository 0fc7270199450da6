"use client";

import { Plus } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { type FormEvent, type ReactNode, useState } from "react";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { SidePanel } from "../../../../../_ui/side-panel.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";

export interface DeskItem {
  readonly id: string;
  readonly title: string;
  readonly code?: boolean;
  /** What else the line says. */
  readonly detail?: string;
  /** How much hangs on it, at the end of the line. */
  readonly count?: string;
}

/** A list of objects of one kind, a field that adds one, and the panel of the one that is open (in the address). */
export function ObjectDesk(props: {
  /** Name of the parameter that says which one is open. */
  param: string;
  label: string;
  items: readonly DeskItem[];
  newLabel: string;
  /** The id and the edits that add an object of this name. */
  create: (name: string) => { readonly id: string; readonly edits: readonly Edit[] };
  codeNames?: boolean;
  /** What stands above the list. */
  before?: ReactNode;
  empty: { readonly title: string; readonly text: string; readonly example?: string };
  panel: (id: string, close: () => void) => ReactNode;
  panelActions?: (id: string, close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useQueryState(props.param, parseAsString.withOptions({ history: "push", shallow: true }));
  const item = props.items.find((one) => one.id === open);
  const close = () => void setOpen(null);
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <section aria-label={props.label} className="flex min-w-0 flex-1 flex-col overflow-y-auto px-4 pb-4">
        {props.before}
        {props.items.length === 0 ? (
          <EmptyState
            title={props.empty.title}
            text={props.empty.text}
            example={props.empty.example}
            className="px-0 py-4"
          />
        ) : (
          <ul className="border-t">
            {props.items.map((one) => (
              <li key={one.id} className="border-b">
                <button
                  type="button"
                  aria-current={one.id === open ? "true" : undefined}
                  onClick={() => void setOpen(one.id)}
                  className={`flex min-h-8 w-full items-baseline gap-3 px-2 py-1.5 text-left text-grid outline-offset-[-2px] hover:bg-grey-2 ${one.id === open ? "bg-accent-2" : ""}`}
                >
                  <span
                    className={`min-w-0 max-w-[50%] shrink-0 break-words ${one.code ? "font-mono" : "font-medium"}`}
                  >
                    {one.title}
                  </span>
                  <span className="min-w-0 flex-1 truncate text-grey-7">{one.detail}</span>
                  {one.count && <span className="shrink-0 text-grey-7">{one.count}</span>}
                </button>
              </li>
            ))}
          </ul>
        )}
        <AddObject {...props} onCreated={(id) => void setOpen(id)} />
      </section>
      {item && (
        <SidePanel
          key={item.id}
          title={<span className={item.code ? "font-mono" : undefined}>{item.title}</span>}
          actions={props.panelActions?.(item.id, close)}
          onClose={close}
        >
          {props.panel(item.id, close)}
        </SidePanel>
      )}
    </div>
  );
}

function AddObject(props: {
  newLabel: string;
  codeNames?: boolean;
  create: (name: string) => { readonly id: string; readonly edits: readonly Edit[] };
  onCreated: (id: string) => void;
}) {
  const t = useText("plan");
  const { editable, saving, commit } = usePlanEditing();
  const [name, setName] = useState("");
  if (!editable) return null;
  async function add(event: FormEvent) {
    event.preventDefault();
    const trimmed = name.trim();
    if (!trimmed) return;
    const { id, edits } = props.create(trimmed);
    if (!(await commit(edits))) return;
    setName("");
    props.onCreated(id);
  }
  return (
    <form onSubmit={add} className="mt-3 flex max-w-xl gap-2">
      <Input
        aria-label={props.newLabel}
        placeholder={props.newLabel}
        code={props.codeNames ?? false}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={saving || name.trim() === ""}>
        <Plus aria-hidden />
        {t("property.add")}
      </Button>
    </form>
  );
}
