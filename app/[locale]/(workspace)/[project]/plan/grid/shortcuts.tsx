"use client";

import { Keyboard } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { Switch } from "../../../../../_ui/switch.tsx";
import { useText } from "../../../../../_ui/text.tsx";

const STORAGE_KEY = "gabarit-single-keys";

export interface Shortcuts {
  readonly on: boolean;
  readonly setOn: (on: boolean) => void;
  readonly helpOpen: boolean;
  readonly setHelpOpen: (open: boolean) => void;
}

/** True where a key types something, or where a dialog or menu holds the keyboard. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]") !== null
  );
}

/** Single keys, bound to what they produce (so that they work on every keyboard), and a way to turn them off. */
export function useShortcuts(keys: Readonly<Record<string, () => void>>): Shortcuts {
  const [on, setOn] = useState(true);
  const [helpOpen, setHelpOpen] = useState(false);
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => setOn(localStorage.getItem(STORAGE_KEY) !== "off"), []);
  useEffect(() => {
    if (!on) return;
    function keyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      const run = event.key === "?" ? () => setHelpOpen(true) : current.current[event.key.toLowerCase()];
      if (!run) return;
      event.preventDefault();
      run();
    }
    window.addEventListener("keydown", keyDown);
    return () => window.removeEventListener("keydown", keyDown);
  }, [on]);
  return {
    on,
    helpOpen,
    setHelpOpen,
    setOn: (next) => {
      localStorage.setItem(STORAGE_KEY, next ? "on" : "off");
      setOn(next);
    },
  };
}

const ROWS = [
  ["/", "search"],
  ["C", "create"],
  ["?", "help"],
  ["Ctrl K", "palette"],
  ["← ↑ ↓ →", "move"],
  ["Enter", "edit"],
  ["Esc", "cancel"],
  ["Space", "open"],
] as const;

/** The list of shortcuts, and the switch for those of a single key. */
export function ShortcutHelp(props: Shortcuts) {
  const t = useText("plan");
  return (
    <>
      <Button size="small" tone="quiet" onClick={() => props.setHelpOpen(true)}>
        <Keyboard aria-hidden />
        {t("shortcut.title")}
      </Button>
      <Dialog open={props.helpOpen} onOpenChange={props.setHelpOpen} title={t("shortcut.title")}>
        <dl className="mb-4 grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
          {ROWS.map(([key, name]) => (
            <div key={name} className="contents">
              <dt>
                <kbd className="rounded-small border px-1.5 py-0.5 text-label">{key}</kbd>
              </dt>
              <dd>{t(`shortcut.${name}`)}</dd>
            </div>
          ))}
        </dl>
        <Switch
          label={t("shortcut.single")}
          hint={t("shortcut.singleHint")}
          checked={props.on}
          onCheckedChange={props.setOn}
        />
      </Dialog>
    </>
  );
}
