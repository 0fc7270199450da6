import { CopyButton } from "./copy-button.tsx";

/** Copies the code it stands in, which is its relative flex column: in its corner, or above it where both would not fit side by side. */
export function CodeCopy({ text }: { text: string }) {
  return (
    <CopyButton
      text={text}
      className="absolute top-1.5 right-1.5 max-sm:static max-sm:m-1.5 max-sm:mb-0 max-sm:self-end"
    />
  );
}
