import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { className } from "./class-name.ts";

const TONES = {
  info: { style: "border-accent-4 bg-accent-1", icon: Info, ink: "text-accent-7" },
  warning: { style: "border-violating-4 bg-violating-1", icon: TriangleAlert, ink: "text-violating-7" },
  danger: { style: "border-danger-4 bg-danger-1", icon: CircleAlert, ink: "text-danger-7" },
};

/** Something to know before going on, in the flow of the page. `announce` when it appears after an act. */
export function Notice(props: {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  announce?: boolean;
  children?: ReactNode;
  className?: string;
}) {
  const { style, icon: Icon, ink } = TONES[props.tone ?? "info"];
  return (
    <div
      role={props.announce ? "alert" : undefined}
      className={className("flex gap-2 rounded border px-3 py-2", style, props.className)}
    >
      <Icon aria-hidden className={className("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1 break-words">
        {props.title && <p className="font-medium">{props.title}</p>}
        {props.children}
      </div>
    </div>
  );
}
