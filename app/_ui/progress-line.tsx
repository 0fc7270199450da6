import type { ReactNode } from "react";
import { ProgressBar } from "./progress-bar.tsx";
import { useFormatter } from "./text.tsx";

/** What is being done, how far it is (0 to 1), and beside it the way to stop it. */
export function ProgressLine(props: { label: string; share: number; children: ReactNode }) {
  const format = useFormatter();
  const percent = format.number(Math.floor(Math.min(1, props.share) * 100) / 100, { style: "percent" });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span role="status" className="text-grey-7">
        {props.label}
      </span>
      <ProgressBar label={props.label} max={1} value={props.share} className="w-40" />
      <span className="text-grey-7 tabular-nums">{percent}</span>
      {props.children}
    </div>
  );
}
