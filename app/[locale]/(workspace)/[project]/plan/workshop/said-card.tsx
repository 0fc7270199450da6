"use client";

import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { useWorkshop } from "./workshop-context.tsx";

/** What was said about one thing, and the way to take it back. */
export function SaidCard(props: {
  path: string;
  title: string;
  /** Of its heading: 3 below that of a metric or a decision. */
  level?: 2 | 3;
  code?: boolean;
  aside?: ReactNode;
  onRemove: () => void;
  removeLabel: string;
  children: ReactNode;
}) {
  const { readOnly } = useWorkshop();
  const Heading = props.level === 2 ? "h2" : "h3";
  return (
    <section data-path={props.path} aria-label={props.title} className="flex flex-col gap-3 rounded border p-3">
      <div className="flex items-start gap-2">
        <Heading className={`min-w-0 flex-1 break-words font-medium ${props.code ? "font-mono text-grid" : ""}`}>
          {props.title}
        </Heading>
        {props.aside}
        {!readOnly && (
          <Button size="small" tone="quiet" data-removes aria-label={props.removeLabel} onClick={props.onRemove}>
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      {props.children}
    </section>
  );
}
