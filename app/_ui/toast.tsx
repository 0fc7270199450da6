"use client";

import { X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { Button } from "./button.tsx";
import { className } from "./class-name.ts";
import { useText } from "./text.tsx";

export interface Toast {
  readonly text: string;
  readonly tone?: "plain" | "danger";
  /** One act, e.g. undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Milliseconds; errors stay until closed. */
  readonly lasts?: number;
}

type Shown = Toast & { readonly id: number };

let shown: readonly Shown[] = [];
let next = 1;
const listeners = new Set<() => void>();
const NONE: readonly Shown[] = [];

function change(toasts: readonly Shown[]): void {
  shown = toasts;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says something briefly, politely announced; at most three at a time. Returns the function that takes it away. */
export function toast(value: Toast): () => void {
  const id = next++;
  change([...shown.slice(-2), { ...value, id }]);
  return () => change(shown.filter((other) => other.id !== id));
}

/** The place where toasts appear: once, in the root layout. */
export function ToastArea() {
  const toasts = useSyncExternalStore(
    subscribe,
    () => shown,
    () => NONE,
  );
  const t = useText("shell");
  return (
    <section
      aria-label={t("notifications")}
      aria-live="polite"
      className="pointer-events-none fixed bottom-12 left-48 max-md:left-4 z-70 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2"
    >
      {toasts.map((item) => (
        <ToastCard key={item.id} toast={item} closeLabel={t("close")} />
      ))}
    </section>
  );
}

function ToastCard({ toast: item, closeLabel }: { toast: Shown; closeLabel: string }) {
  const { id, tone, lasts = item.action ? 10_000 : 5_000 } = item;
  useEffect(() => {
    if (tone === "danger") return;
    const timer = setTimeout(() => change(shown.filter((other) => other.id !== id)), lasts);
    return () => clearTimeout(timer);
  }, [id, tone, lasts]);
  const close = () => change(shown.filter((other) => other.id !== id));
  return (
    <div
      className={className(
        "pointer-events-auto flex items-start gap-2 rounded border py-2 pr-1 pl-3 shadow-float",
        tone === "danger" ? "border-danger-5 bg-danger-1" : "bg-grey-1",
      )}
    >
      <p className="min-w-0 flex-1 break-words py-0.5">{item.text}</p>
      {item.action && (
        <Button
          size="small"
          onClick={() => {
            item.action?.run();
            close();
          }}
        >
          {item.action.label}
        </Button>
      )}
      <Button tone="quiet" size="small-icon" aria-label={closeLabel} onClick={close}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
