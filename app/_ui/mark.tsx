import { className } from "./class-name.ts";

/** The product's mark: the edge of a template, and the part that fits it. One colour, readable at 16 px. */
export function Mark(props: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden className={className("size-5 text-accent-7", props.className)}>
      <path fill="currentColor" d="M1 1h14v5.5h-3.2a3.8 3.8 0 0 0-7.6 0H1Z" />
      <path fill="currentColor" d="M1 8.5h4.2a2.8 2.8 0 0 0 5.6 0H15V15H1Z" opacity=".55" />
    </svg>
  );
}
