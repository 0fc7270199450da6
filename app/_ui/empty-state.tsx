import type { ReactNode } from "react";
import { className } from "./class-name.ts";

/** Nothing here yet: what would stand here, the one next act, and an example in two lines. */
export function EmptyState(props: {
  title: ReactNode;
  text?: ReactNode;
  action?: ReactNode;
  example?: ReactNode;
  className?: string;
}) {
  return (
    <div
      className={className(
        "flex max-w-reading flex-col items-start gap-2 fallback:px-4 fallback:py-8",
        props.className,
      )}
    >
      <p className="font-semibold">{props.title}</p>
      {props.text && <p className="text-grey-7">{props.text}</p>}
      {props.action && <div className="mt-2 flex flex-wrap gap-2">{props.action}</div>}
      {props.example && (
        <pre className="mt-3 max-w-full whitespace-pre-wrap break-words rounded border bg-grey-2 px-3 py-2 text-grid text-grey-8">
          {props.example}
        </pre>
      )}
    </div>
  );
}
