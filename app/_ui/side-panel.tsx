"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button.tsx";
import { className } from "./class-name.ts";
import { useText } from "./text.tsx";

/**
 * The one panel beside the main column. Whether it is open is in the address, so the caller opens and closes it; the panel
 * takes the focus when it opens, closes on Escape, and gives the focus back. On a narrow screen it covers the page.
 */
export function SidePanel(props: {
  title: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  /** Tabs, under the title. */
  tabs?: ReactNode;
  onClose: () => void;
  /** Stays at the bottom while the rest scrolls. */
  footer?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const t = useText("shell");
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus({ preventScroll: true });
    return () => {
      const lost = document.activeElement === document.body || panel.current?.contains(document.activeElement);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <aside
      ref={panel}
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        props.onClose();
      }}
      className={className(
        "flex min-h-0 flex-col border-l bg-grey-1 max-lg:fixed max-lg:inset-0 max-lg:z-40 lg:w-[34rem] lg:shrink-0",
        props.className,
      )}
    >
      <header className="flex items-start justify-between gap-2 px-4 pt-3 pb-2">
        <div className="min-w-0">
          <h2 id={id} ref={heading} tabIndex={-1} className="break-words font-semibold text-title outline-none">
            {props.title}
          </h2>
          {props.subtitle}
        </div>
        <div className="flex shrink-0 items-center gap-1">
          {props.actions}
          <Button tone="quiet" size="icon" aria-label={t("close")} onClick={props.onClose}>
            <X aria-hidden />
          </Button>
        </div>
      </header>
      {props.tabs}
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">{props.children}</div>
      {props.footer}
    </aside>
  );
}
