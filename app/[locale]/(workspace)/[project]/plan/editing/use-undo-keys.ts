"use client";

import { useEffect, useRef } from "react";
import { isTyping } from "../../../../../_ui/typing-target.ts";
import type { Undoing } from "./use-undo.ts";

/** Ctrl+Z undoes; Ctrl+Shift+Z and Ctrl+Y redo. In a field they are the browser's, for what is typed there. */
export function useUndoKeys(undoing: Undoing | undefined): void {
  const current = useRef(undoing);
  current.current = undoing;
  useEffect(() => {
    function keyDown(event: KeyboardEvent) {
      const acts = current.current;
      if (!acts || !(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const act =
        key === "z" ? (event.shiftKey ? acts.redo : acts.undo) : key === "y" && !event.shiftKey ? acts.redo : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    }
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  }, []);
}
