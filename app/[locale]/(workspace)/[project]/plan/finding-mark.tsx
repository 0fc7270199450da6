import { CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { className } from "../../../../_ui/class-name.ts";
import type { Severity } from "./grid/event-row.ts";

const LOOKS = {
  error: { icon: CircleX, ink: "text-danger-7" },
  warning: { icon: TriangleAlert, ink: "text-violating-7" },
  info: { icon: Info, ink: "text-unplanned-7" },
};

/** How serious a finding is: shape and colour, and words for who sees neither. */
export function FindingMark(props: { severity: Severity; label: string; children?: ReactNode }) {
  const { icon: Icon, ink } = LOOKS[props.severity];
  return (
    <span className="inline-flex items-center gap-1">
      <Icon role="img" aria-label={props.label} className={className("size-3.5 shrink-0", ink)} />
      {props.children}
    </span>
  );
}
