import type { ReactNode } from "react";
import { className } from "./class-name.ts";

/** A figure with its name, its bounds in small and, under it, the line that says what it stands on. */
export function Stat(props: {
  label: ReactNode;
  value: ReactNode;
  bounds?: ReactNode;
  gauge?: ReactNode;
  note?: ReactNode;
  className?: string;
}) {
  return (
    <div className={className("min-w-0", props.className)}>
      <p className="text-grey-7 text-grid">{props.label}</p>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold text-figure">{props.value}</span>
        {props.bounds && <span className="text-grey-7 text-grid">{props.bounds}</span>}
      </p>
      {props.gauge}
      {props.note && <p className="text-grey-7 text-grid">{props.note}</p>}
    </div>
  );
}
