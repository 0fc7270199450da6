"use client";

import { useState } from "react";
import { NoticeLine, type ShownNotice } from "../../../../_shell/notice-line.tsx";
import { Button } from "../../../../_ui/button.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { markReadAction } from "../notification-actions.ts";

/** Notifications that are read by opening them, or one by one, or all at once. */
export function NoticeRows({ slug, notices }: { slug: string; notices: readonly ShownNotice[] }) {
  const t = useText("notice");
  const [read, setRead] = useState<ReadonlySet<string> | "all">(new Set<string>());
  const isRead = (one: ShownNotice) => one.read || read === "all" || read.has(one.id);
  function mark(id: string | undefined) {
    setRead(id === undefined || read === "all" ? "all" : new Set([...read, id]));
    // What could not be marked is unread the next time.
    markReadAction(slug, id === undefined ? undefined : [id]).catch(() => undefined);
  }
  return (
    <>
      {notices.some((one) => !isRead(one)) && (
        <div className="px-4 pb-2">
          <Button size="small" onClick={() => mark(undefined)}>
            {t("bell.markAll")}
          </Button>
        </div>
      )}
      <p role="status" className="sr-only">
        {read === "all" ? t("bell.marked") : ""}
      </p>
      <ul className="mx-4 max-w-3xl rounded border">
        {notices.map((one) => (
          <li key={one.id} className="flex items-center gap-2 border-b last:border-b-0">
            <div className="min-w-0 flex-1">
              <NoticeLine notice={{ ...one, read: isRead(one) }} onFollow={() => mark(one.id)} />
            </div>
            {!isRead(one) && (
              <Button size="small" tone="quiet" className="mr-2 shrink-0" onClick={() => mark(one.id)}>
                {t("bell.mark")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
