"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { Button } from "./button.tsx";
import { className } from "./class-name.ts";
import { useText } from "./text.tsx";

/**
 * Gives the focus back to what had it when the dialog opened. Radix does so for a trigger of its own, which ours have not:
 * they are opened by buttons, keys and menus alike.
 */
function useFocusBack(open: boolean): (event: Event) => void {
  const before = useRef<Element | null>(null);
  // Read while rendering: once it is mounted, a field of the dialog may have taken the focus.
  // On the server nothing has it: an address may ask for an open dialog.
  if (open && before.current === null && typeof document !== "undefined") before.current = document.activeElement;
  return (event) => {
    event.preventDefault();
    const back = before.current;
    before.current = null;
    // What the dialog led to, such as a panel, may have the focus by now.
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    if (back instanceof HTMLElement && back.isConnected) back.focus();
    else document.getElementById("main")?.focus();
  };
}

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly size?: "normal" | "wide";
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
}

/**
 * A window above the page that must be answered or left. Radix's own overlay is not used: it writes a style element, which
 * the content security policy refuses; the page behind is held still by `body:has([data-modal])`.
 */
export function DialogWindow(props: DialogProps) {
  const t = useText("shell");
  const giveBack = useFocusBack(props.open);
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <div
          data-modal
          className="fixed inset-0 z-50 grid place-items-center overflow-y-auto bg-[oklch(0.15_0.01_85/0.4)] p-4"
        >
          <Radix.Content
            onCloseAutoFocus={giveBack}
            {...(props.description ? {} : { "aria-describedby": undefined })}
            className={className(
              "flex max-h-[calc(100dvh-2rem)] w-full flex-col rounded border bg-grey-1 shadow-float",
              props.size === "wide" ? "max-w-3xl" : "max-w-lg",
            )}
          >
            <header className="flex items-start justify-between gap-4 border-b px-4 py-3">
              <div className="min-w-0">
                <Radix.Title className="font-semibold text-title">{props.title}</Radix.Title>
                {props.description && (
                  <Radix.Description className="mt-1 max-w-reading text-grey-7">{props.description}</Radix.Description>
                )}
              </div>
              <Radix.Close asChild>
                <Button tone="quiet" size="icon" aria-label={t("close")} className="-mt-1 -mr-2">
                  <X aria-hidden />
                </Button>
              </Radix.Close>
            </header>
            {props.children && <div className="min-h-0 overflow-y-auto px-4 py-3">{props.children}</div>}
            {props.footer && (
              <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{props.footer}</footer>
            )}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}
