"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { type FormEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { segmentOf } from "../field-edits.ts";

export interface ListItem {
  readonly key: string;
  readonly title: string;
}

/** Opens an item that was just added and puts the focus in it; answers what is to be called before one is added. */
function useOpened(items: readonly ListItem[], list: RefObject<HTMLElement | null>): () => void {
  const before = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    const at = items.findIndex(({ key }) => before.current?.has(key) === false);
    const added = list.current?.querySelectorAll<HTMLDetailsElement>(":scope > details")[at];
    if (added === undefined) return;
    before.current = undefined;
    added.open = true;
    added.querySelector<HTMLElement>("input, textarea, select, button")?.focus();
  }, [items, list]);
  return () => {
    before.current = new Set(items.map(({ key }) => key));
  };
}

/** What stands in a list inside an object: each item opens to its fields, can be moved and removed; a field adds one, open. */
export function ItemList(props: {
  title: string;
  /** Of the list in the plan, where links lead to it and its items. */
  path?: string;
  /** Of its heading: 3 inside a part that has one. */
  level?: 2 | 3;
  items: readonly ListItem[];
  newLabel: string;
  empty: string;
  onAdd: (name: string) => Promise<boolean>;
  onRemove: (key: string) => void;
  /** Puts an item before another, or at the end; absent where the order means nothing. */
  onMove?: (key: string, before: string | null) => void;
  children: (key: string) => ReactNode;
}) {
  const t = useText("plan");
  const { editable } = usePlanEditing();
  const { items, onMove } = props;
  const Heading = props.level === 2 ? "h2" : "h3";
  const list = useRef<HTMLElement>(null);
  const adding = useOpened(items, list);
  async function add(name: string) {
    adding();
    return props.onAdd(name);
  }
  return (
    <section ref={list} id={props.path} aria-label={props.title} className="flex flex-col gap-2">
      <Heading className="font-medium text-grid">{props.title}</Heading>
      {items.length === 0 && <p className="text-grey-7 text-grid">{props.empty}</p>}
      {items.map((item, at) => (
        <details
          key={item.key}
          id={props.path && `${props.path}/${segmentOf(item.key)}`}
          className="rounded border px-3 py-2"
        >
          <summary className="min-h-6 cursor-pointer font-medium text-grid">{item.title}</summary>
          <div className="mt-3 flex flex-col gap-4">
            {props.children(item.key)}
            {editable && (
              <div className="flex flex-wrap gap-2">
                {onMove && at > 0 && (
                  <Button size="small" onClick={() => onMove(item.key, items[at - 1]?.key ?? null)}>
                    <ArrowUp aria-hidden />
                    {t("moveUp")}
                  </Button>
                )}
                {onMove && at < items.length - 1 && (
                  <Button size="small" onClick={() => onMove(item.key, items[at + 2]?.key ?? null)}>
                    <ArrowDown aria-hidden />
                    {t("moveDown")}
                  </Button>
                )}
                <Button size="small" onClick={() => props.onRemove(item.key)}>
                  <Trash2 aria-hidden />
                  {t("object.remove", { name: item.title })}
                </Button>
              </div>
            )}
          </div>
        </details>
      ))}
      {editable && <AddItem label={props.newLabel} onAdd={add} />}
    </section>
  );
}

function AddItem({ label, onAdd }: { label: string; onAdd: (name: string) => Promise<boolean> }) {
  const t = useText("plan");
  const { saving } = usePlanEditing();
  const [name, setName] = useState("");
  async function add(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== "" && (await onAdd(name.trim()))) setName("");
  }
  return (
    <form onSubmit={add} className="flex max-w-xl gap-2">
      <Input aria-label={label} placeholder={label} value={name} onChange={(event) => setName(event.target.value)} />
      <Button type="submit" disabled={saving || name.trim() === ""}>
        <Plus aria-hidden />
        {t("property.add")}
      </Button>
    </form>
  );
}
