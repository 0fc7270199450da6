import type { CodeChange } from "../../../../../../../lib/document/brief-code.ts";
import type { AreaText } from "../../../../../../../lib/i18n/translate.ts";
import { className } from "../../../../../../_ui/class-name.ts";
import { CodeCopy } from "../../../../../../_ui/code-copy.tsx";
import { ColouredCode } from "../../../../../../_ui/code-lines.tsx";
import { type CodeToken, highlight, languageOfFile } from "../../../../../../_ui/highlight.ts";

const SIGN = { same: " ", removed: "-", added: "+" } as const;
const STYLE = { same: "", removed: "bg-danger-2", added: "bg-conformant-2" } as const;

/** Each line coloured as what it is part of: both sides of a run are read on their own. */
async function coloured(change: CodeChange): Promise<(readonly CodeToken[])[][]> {
  const language = languageOfFile(change.path);
  return Promise.all(
    change.hunks.map(async (lines) => {
      const side = (left: "added" | "removed") => lines.filter(({ kind }) => kind !== left).map(({ text }) => text);
      const [before, after] = await Promise.all(
        [side("added"), side("removed")].map((texts) => highlight(texts.join("\n"), language)),
      );
      let [old, now] = [0, 0];
      return lines.map(({ kind, text }) => {
        const tokens = (kind === "removed" ? before?.[old] : after?.[now]) ?? [{ text }];
        if (kind !== "added") old += 1;
        if (kind !== "removed") now += 1;
        return tokens;
      });
    }),
  );
}

/** The lines of a generated file that differ: removed and added ones are marked, coloured and said. */
export async function CodeDiff({ change, t }: { change: CodeChange; t: AreaText<"document"> }) {
  const { path, whole, hunks } = change;
  const tokens = await coloured(change);
  const now = hunks.flatMap((lines) => lines.filter(({ kind }) => kind !== "removed").map(({ text }) => text));
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <figcaption className="flex flex-wrap items-baseline gap-x-2 text-label">
        <span className="break-all font-mono text-grey-8">{path}</span>
        {whole && <span className="text-grey-7">{t(`brief.${whole}`)}</span>}
      </figcaption>
      <div className="relative flex flex-col rounded border bg-grey-1">
        {now.length > 0 && <CodeCopy text={now.join("\n")} />}
        {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <section
          tabIndex={0}
          aria-label={t("brief.codeOf", { path })}
          className="max-h-[28rem] overflow-auto rounded py-1"
        >
          <pre className="w-max min-w-full text-grid leading-5">
            <code>
              {hunks.map((lines, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: runs have no other name and never move.
                <span key={at} className={className("block", at > 0 && "border-grey-4 border-t border-dashed")}>
                  {lines.map(({ kind }, row) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                    <span key={row} className={className("block min-h-5 pr-24 pl-2", STYLE[kind])}>
                      {kind !== "same" && (
                        <span className="sr-only">
                          {t(kind === "added" ? "brief.addedLine" : "brief.removedLine")}{" "}
                        </span>
                      )}
                      <span aria-hidden className="select-none text-grey-8">{`${SIGN[kind]} `}</span>
                      <ColouredCode tokens={tokens[at]?.[row] ?? []} />
                    </span>
                  ))}
                </span>
              ))}
            </code>
          </pre>
        </section>
        {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above. */}
      </div>
    </figure>
  );
}
