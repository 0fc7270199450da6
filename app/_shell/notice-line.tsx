"use client";

import { LinkAhead } from "../_ui/link-ahead.tsx";
import { useFormatter, useLanguage, useText } from "../_ui/text.tsx";

/** One notification, with where it leads below the language. */
export interface ShownNotice {
  readonly id: string;
  /** In the reader’s language. */
  readonly sentence: string;
  readonly text: string | undefined;
  readonly project: string;
  readonly path: string;
  /** ISO instant. */
  readonly at: string;
  readonly read: boolean;
}

/** A notification as a link to what it tells of. */
export function NoticeLine({ notice, onFollow }: { notice: ShownNotice; onFollow: () => void }) {
  const t = useText("notice");
  const format = useFormatter();
  const language = useLanguage();
  const time = format.dateTime(new Date(notice.at), { dateStyle: "medium", timeStyle: "short" });
  return (
    <LinkAhead
      href={`/${language}${notice.path}`}
      onClick={onFollow}
      className={notice.read ? "block px-3 py-2 hover:bg-grey-3" : "block bg-accent-1 px-3 py-2 hover:bg-grey-3"}
    >
      <span className="block break-words">
        {notice.sentence}
        {!notice.read && <span className="sr-only"> ({t("bell.unread")})</span>}
      </span>
      {notice.text && <span className="block truncate text-grey-8 text-grid">{notice.text}</span>}
      <span className="block text-grey-7 text-label">
        {notice.project} · {time}
      </span>
    </LinkAhead>
  );
}
