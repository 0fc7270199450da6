"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { TreeRow } from "./tree-rows.ts";

interface TreeActs {
  readonly turn: (row: TreeRow) => void;
  readonly open: (row: TreeRow) => void;
  /** Makes it a part of the metric above, or takes it out. */
  readonly shift: (row: TreeRow, to: "in" | "out") => void;
  readonly rowText: (row: TreeRow) => string;
}

/** The line that has the focus, and what keys do there: those of the ARIA tree pattern, and of outlines for moving. */
export function useTreeKeys(rows: readonly TreeRow[], acts: TreeActs) {
  const [key, setKey] = useState<string>();
  const lines = useRef(new Map<string, HTMLElement>());
  const held = useRef(false);
  const last = key?.split("/").at(-1);
  // What was moved stands elsewhere under another key.
  const at = rows.find((row) => row.node.key === key) ?? rows.find((row) => row.node.id === last) ?? rows[0];
  const current = at?.node.key;
  useEffect(() => {
    if (!held.current || current === undefined || current === key) return;
    setKey(current);
    lines.current.get(current)?.focus();
  }, [current, key]);

  function go(row: TreeRow | undefined) {
    if (row === undefined) return;
    setKey(row.node.key);
    lines.current.get(row.node.key)?.focus();
  }

  function openMenu(row: TreeRow) {
    const button = lines.current.get(row.node.key)?.querySelector<HTMLButtonElement>("[aria-haspopup=menu]");
    button?.focus();
    button?.dispatchEvent(new globalThis.KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  }

  function typed(row: TreeRow, letter: string) {
    const from = rows.indexOf(row) + 1;
    const around = [...rows.slice(from), ...rows.slice(0, from)];
    go(around.find((one) => acts.rowText(one).toLowerCase().startsWith(letter.toLowerCase())));
  }

  /** True for the keys that move within the tree, open and close. */
  function moved(row: TreeRow, pressed: string): boolean {
    const index = rows.indexOf(row);
    switch (pressed) {
      case "ArrowDown":
        go(rows[index + 1]);
        return true;
      case "ArrowUp":
        go(rows[index - 1]);
        return true;
      case "Home":
        go(rows[0]);
        return true;
      case "End":
        go(rows.at(-1));
        return true;
      case "ArrowRight":
        if (row.open) go(rows[index + 1]);
        else if (row.node.children.length > 0) acts.turn(row);
        return true;
      case "ArrowLeft":
        if (row.open) acts.turn(row);
        else go(row.parent);
        return true;
      case "Enter":
      case " ":
        acts.open(row);
        return true;
      default:
        return false;
    }
  }

  function keyed(row: TreeRow, event: KeyboardEvent): boolean {
    const { key: pressed, altKey, shiftKey, ctrlKey, metaKey } = event;
    if (altKey && shiftKey && (pressed === "ArrowRight" || pressed === "ArrowLeft")) {
      acts.shift(row, pressed === "ArrowRight" ? "in" : "out");
      return true;
    }
    if (pressed === "ContextMenu" || (pressed === "F10" && shiftKey)) {
      openMenu(row);
      return true;
    }
    if (altKey || ctrlKey || metaKey) return false;
    if (!moved(row, pressed)) {
      if (pressed.length !== 1 || shiftKey) return false;
      typed(row, pressed);
    }
    return true;
  }

  /** What a line of the tree needs. */
  const line = (row: TreeRow) => ({
    ref: (element: HTMLElement | null) => {
      if (element) lines.current.set(row.node.key, element);
      else lines.current.delete(row.node.key);
    },
    tabIndex: row.node.key === current ? 0 : -1,
    onFocus: () => {
      held.current = true;
      setKey(row.node.key);
    },
    onBlur: () => {
      held.current = false;
    },
    onKeyDown: (event: KeyboardEvent) => {
      // Its menu has keys of its own.
      if (event.target === event.currentTarget && keyed(row, event)) event.preventDefault();
    },
  });
  return { line, focus: (id: string) => go(rows.find((row) => row.node.key === id)) };
}
