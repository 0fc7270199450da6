import type { ReactNode } from "react";
import { className } from "./class-name.ts";

const TONES = {
  neutral: "border-grey-4 bg-grey-2 text-grey-9",
  accent: "border-accent-4 bg-accent-2 text-accent-9",
  good: "border-conformant-4 bg-conformant-2 text-conformant-9",
  warning: "border-violating-4 bg-violating-2 text-violating-9",
  danger: "border-danger-4 bg-danger-2 text-danger-9",
};

export type BadgeTone = keyof typeof TONES;

/** A word about a thing's state. The word carries the meaning, the colour only repeats it. */
export function Badge(props: {
  tone?: BadgeTone;
  code?: boolean;
  children: ReactNode;
  className?: string;
  title?: string;
}) {
  return (
    <span
      title={props.title}
      className={className(
        "inline-flex max-w-full items-center gap-1 truncate rounded-small border px-1.5 text-label leading-5",
        TONES[props.tone ?? "neutral"],
        props.code && "font-mono",
        props.className,
      )}
    >
      {props.children}
    </span>
  );
}
