"use client";

import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { TabState } from "./tab-state.tsx";
import { useLoaded } from "./use-loaded.ts";

interface HistoryDone {
  /** ISO instant. */
  readonly at: string;
  readonly by: string;
  /** What was done, in words. */
  readonly text: string;
  /** Why, in the words of whoever did it. */
  readonly reason?: string | undefined;
}

export interface HistoryLine extends HistoryDone {
  readonly revision: number;
  /** Of main, before the branch that is looked at. */
  readonly onMain: boolean;
  /** What was written on the branch that this merged, the latest first. */
  readonly written: readonly HistoryDone[];
}

export type LoadHistory = (slug: string, branch: string, id: string) => Promise<readonly HistoryLine[]>;

/** Who changed what about this event, latest first. */
export function HistoryTab(props: { eventId: string; load: LoadHistory }) {
  const t = useText("plan");
  const { slug, branch } = usePlanEditing();
  const { loaded, again } = useLoaded(() => props.load(slug, branch, props.eventId), `${branch} ${props.eventId}`);
  return (
    <TabState loaded={loaded} again={again}>
      {(lines) => {
        const before = lines.filter(({ onMain }) => onMain);
        const own = lines.filter(({ onMain }) => !onMain);
        return (
          <>
            {own.length === 0 ? <p className="text-grey-7">{t("history.none")}</p> : <Lines lines={own} />}
            {before.length > 0 && (
              <section aria-labelledby="history-main" className="mt-4">
                <h3 id="history-main" className="font-medium">
                  {t("history.onMain")}
                </h3>
                <Lines lines={before} />
              </section>
            )}
          </>
        );
      }}
    </TabState>
  );
}

function Lines({ lines }: { lines: readonly HistoryLine[] }) {
  return (
    <ol className="flex flex-col">
      {lines.map((line) => (
        <li key={`${line.revision} ${line.text}`} className="border-b py-2 text-grid">
          <Done done={line} />
          {line.written.length > 0 && (
            <ul className="mt-1 flex flex-col gap-1 border-l pl-2">
              {line.written.map((one) => (
                <li key={`${one.at} ${one.text}`}>
                  <Done done={one} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

function Done({ done }: { done: HistoryDone }) {
  const t = useText("plan");
  const format = useFormatter();
  return (
    <>
      <p className="break-words">{done.text}</p>
      {done.reason && <p className="break-words">{t("history.reason", { reason: done.reason })}</p>}
      <p className="text-grey-7">
        {t("history.by", {
          name: done.by,
          time: format.dateTime(new Date(done.at), { dateStyle: "medium", timeStyle: "short" }),
        })}
      </p>
    </>
  );
}
