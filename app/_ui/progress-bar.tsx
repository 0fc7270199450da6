import { className } from "./class-name.ts";

/** How far something is that can be counted. Browsers draw theirs in colours of their own. */
export function ProgressBar(props: { label: string; value: number; max: number; className?: string }) {
  return (
    <progress
      aria-label={props.label}
      max={props.max}
      value={props.value}
      className={className(
        "h-2 appearance-none overflow-hidden rounded-small bg-grey-4",
        "[&::-moz-progress-bar]:bg-accent-7 [&::-webkit-progress-bar]:bg-grey-4 [&::-webkit-progress-value]:bg-accent-7",
        props.className,
      )}
    />
  );
}
