"use client";

import { useEffect, useRef, useState } from "react";
import { useText } from "./text.tsx";
import { toast } from "./toast.tsx";
import { isTyping } from "./typing-target.ts";

export interface Shortcuts {
  readonly on: boolean;
  readonly setOn: (on: boolean) => void;
  readonly helpOpen: boolean;
  readonly setHelpOpen: (open: boolean) => void;
}

/** Keeps whether the person wants single-key shortcuts. */
export type KeepSingleKeys = (on: boolean) => Promise<void>;

/** Single keys, bound to what they produce (so that they work on every keyboard), and a way to turn them off. */
export function useShortcuts(
  keys: Readonly<Record<string, (event: KeyboardEvent) => void>>,
  person: { readonly singleKeys: boolean; readonly keep: KeepSingleKeys },
): Shortcuts {
  const t = useText("shell");
  const [on, setOn] = useState(person.singleKeys);
  const [helpOpen, setHelpOpen] = useState(false);
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    if (!on) return;
    function keyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      const run = event.key === "?" ? () => setHelpOpen(true) : current.current[event.key.toLowerCase()];
      if (!run) return;
      event.preventDefault();
      run(event);
    }
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  }, [on]);
  return {
    on,
    helpOpen,
    setHelpOpen,
    setOn: (next) => {
      setOn(next);
      void person.keep(next).catch(() => {
        setOn(!next);
        toast({ text: t("form.unreachable"), tone: "danger" });
      });
    },
  };
}
