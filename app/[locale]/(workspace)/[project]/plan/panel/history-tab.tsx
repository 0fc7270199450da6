"use client";

import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { TabState } from "./tab-state.tsx";
import { useLoaded } from "./use-loaded.ts";

export interface HistoryLine {
  readonly revision: number;
  /** ISO instant. */
  readonly at: string;
  readonly by: string;
  /** What was done, in words. */
  readonly text: string;
  /** Why, in the words of whoever did it. */
  readonly reason?: string | undefined;
}

export type LoadHistory = (slug: string, branch: string, id: string) => Promise<readonly HistoryLine[]>;

/** Who changed what about this event, latest first. */
export function HistoryTab(props: { eventId: string; load: LoadHistory }) {
  const t = useText("plan");
  const format = useFormatter();
  const { slug, branch } = usePlanEditing();
  const { loaded, again } = useLoaded(() => props.load(slug, branch, props.eventId), `${branch} ${props.eventId}`);
  return (
    <TabState loaded={loaded} again={again}>
      {(lines) =>
        lines.length === 0 ? (
          <p className="text-grey-7">{t("history.none")}</p>
        ) : (
          <ol className="flex flex-col">
            {lines.map((line) => (
              <li key={`${line.revision} ${line.text}`} className="border-b py-2 text-grid">
                <p className="break-words">{line.text}</p>
                {line.reason && <p className="break-words">{t("history.reason", { reason: line.reason })}</p>}
                <p className="text-grey-7">
                  {t("history.by", {
                    name: line.by,
                    time: format.dateTime(new Date(line.at), { dateStyle: "medium", timeStyle: "short" }),
                  })}
                </p>
              </li>
            ))}
          </ol>
        )
      }
    </TabState>
  );
}
