import { className } from "./class-name.ts";
import { CodeCopy } from "./code-copy.tsx";
import type { CodeToken } from "./highlight.ts";

/** Pieces of one line, each in its colour. */
export function ColouredCode({ tokens }: { tokens: readonly CodeToken[] }) {
  return tokens.map((token, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name and never move.
    <span key={at} className={token.style}>
      {token.text}
    </span>
  ));
}

/** Code that is already coloured, with a button that copies it. Scrolls inside itself and can be reached by keyboard. */
export function CodeLines(props: {
  lines: readonly (readonly CodeToken[])[];
  label: string;
  copy?: boolean;
  /** How much is seen without scrolling. */
  height?: "short";
  className?: string;
}) {
  const text = props.lines.map((line) => line.map((token) => token.text).join("")).join("\n");
  return (
    <div className={className("relative flex flex-col fallback:rounded fallback:border bg-grey-2", props.className)}>
      {props.copy !== false && <CodeCopy text={text} />}
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section
        tabIndex={0}
        aria-label={props.label}
        className={className("overflow-auto rounded", props.height === "short" ? "max-h-56" : "max-h-[32rem]")}
      >
        <pre className="w-max min-w-full py-2.5 pr-3 pl-3 text-grid leading-5 sm:pr-24">
          <code>
            {props.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name and never move.
              <span key={index} className="block min-h-5">
                <ColouredCode tokens={line} />
              </span>
            ))}
          </code>
        </pre>
      </section>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
    </div>
  );
}
