import type { Verdict } from "../../lib/violation/violation.ts";
import { className } from "./class-name.ts";

export type Standing = Verdict | "repaired";

/** The colour of each verdict; the shape says the same to who does not see the colour. */
export const VERDICT_COLOUR: Readonly<Record<Standing, string>> = {
  conformant: "text-conformant-7",
  repaired: "text-repaired-7",
  violating: "text-violating-7",
  unplanned: "text-unplanned-7",
  malformed: "text-malformed-7",
};

const SHAPES: Readonly<Record<Standing, React.ReactNode>> = {
  conformant: <path d="M2.5 8.5 6 12l7.5-8" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  repaired: <path d="M2.5 8.5 6 12l7.5-8M2 15h12" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  violating: <path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="currentColor" />,
  unplanned: <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="2" />,
  malformed: <path d="m3.2 3.2 9.6 9.6m0-9.6-9.6 9.6" fill="none" stroke="currentColor" strokeWidth="2.2" />,
};

/** Check, diamond, circle or cross. Give `label` where no word stands beside it. */
export function VerdictShape(props: { verdict: Standing; label?: string; className?: string }) {
  const style = className("inline-block fallback:size-3.5 shrink-0", VERDICT_COLOUR[props.verdict], props.className);
  return props.label ? (
    <svg viewBox="0 0 16 16" className={style} role="img" aria-label={props.label}>
      {SHAPES[props.verdict]}
    </svg>
  ) : (
    <svg viewBox="0 0 16 16" className={style} aria-hidden>
      {SHAPES[props.verdict]}
    </svg>
  );
}
