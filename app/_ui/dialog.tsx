"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { className } from "./class-name.ts";
import { useText } from "./text.tsx";

/**
 * A window above the page that must be answered or left. Radix's own overlay is not used: it writes a style element, which
 * the content security policy refuses; the page behind is held still by `body:has([data-modal])`.
 */
export function Dialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  size?: "normal" | "wide";
  children?: ReactNode;
  footer?: ReactNode;
}) {
  const t = useText("shell");
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <div
          data-modal
          className="fixed inset-0 z-50 grid place-items-center overflow-y-auto bg-[oklch(0.15_0.01_85/0.4)] p-4"
        >
          <Radix.Content
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
                  <Radix.Description className="mt-1 max-w-[75ch] text-grey-7">{props.description}</Radix.Description>
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
