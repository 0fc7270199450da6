"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** Once, around the whole page. */
export function TooltipProvider(props: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={250} skipDelayDuration={400}>
      {props.children}
    </Radix.Provider>
  );
}

/** More about what has the pointer or the focus. `children` must be one element that can be focused. */
export function Tooltip(props: { content: ReactNode; side?: "top" | "bottom" | "right"; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{props.children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={props.side ?? "top"}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 max-w-80 rounded bg-grey-10 px-2 py-1.5 text-grey-1 text-grid shadow-float"
        >
          {props.content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
