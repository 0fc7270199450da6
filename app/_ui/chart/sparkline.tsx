import { className } from "../class-name.ts";

/** The run of a few values in the height of a line of text. Zero is its floor. Give `label`: it says what the line says. */
export function Sparkline(props: { values: readonly number[]; label: string; className?: string }) {
  const top = Math.max(...props.values, 1);
  const step = props.values.length > 1 ? 60 / (props.values.length - 1) : 0;
  const points = props.values.map(
    (value, index) => `${(index * step).toFixed(1)},${(15 - (value / top) * 14).toFixed(1)}`,
  );
  return (
    <svg
      viewBox="-1 0 62 16"
      role="img"
      aria-label={props.label}
      className={className("inline-block fallback:h-4 fallback:w-16 text-accent-7", props.className)}
    >
      <line x1="0" x2="60" y1="15.5" y2="15.5" className="stroke-grey-4" />
      <polyline points={points.join(" ")} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
