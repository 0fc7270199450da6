"use client";

import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** A small window beside its button, left by Escape or a click elsewhere. */
export function Popover(props: {
  trigger: ReactNode;
  label: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: "start" | "end";
}) {
  const controlled =
    props.open === undefined ? {} : { open: props.open, onOpenChange: props.onOpenChange ?? (() => undefined) };
  return (
    <Radix.Root {...controlled}>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={props.label}
          align={props.align ?? "start"}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-popover-content-available-height) w-80 max-w-[calc(100vw-1rem)] overflow-y-auto rounded border bg-grey-1 p-3 shadow-float"
        >
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
