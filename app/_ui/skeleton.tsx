import { className } from "./class-name.ts";

/**
 * The shape of what is coming, never a spinner, in a line of text too. Appears only after 200 ms, so that quick answers do not
 * flicker.
 */
export function Skeleton(props: { className?: string }) {
  return (
    <span
      aria-hidden
      className={className("fallback:block fallback:h-4 animate-appear rounded-small bg-grey-3", props.className)}
    />
  );
}

/** A page that is loading: title, then rows of the grid. */
export function PageSkeleton(props: { label: string; rows?: number }) {
  return (
    <div role="status" aria-label={props.label} className="flex flex-col gap-2 p-4">
      <Skeleton className="mb-4 h-6 w-48" />
      {Array.from({ length: props.rows ?? 12 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <Skeleton key={index} className="h-8 w-full" />
      ))}
    </div>
  );
}
