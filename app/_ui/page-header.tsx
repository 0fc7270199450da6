import type { ReactNode } from "react";
import { className } from "./class-name.ts";

/** The page's one h1, a line about it, and what can be done here. */
export function PageHeader(props: { title: ReactNode; text?: ReactNode; actions?: ReactNode; className?: string }) {
  return (
    <header
      className={className(
        "flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 pb-3",
        props.className,
      )}
    >
      <div className="min-w-0">
        <h1 className="break-words font-semibold text-title">{props.title}</h1>
        {props.text && <p className="max-w-reading text-grey-7">{props.text}</p>}
      </div>
      {props.actions && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
    </header>
  );
}
