/** Notifications as screens show them: a sentence in the reader's language, and where it leads. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import { noticePath, noticeSentence, noticeText } from "../../../../../lib/notify/notice-sentence.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { listNotifications, type NoticeFilter } from "../../../../../lib/review/notification.ts";
import type { ShownNotice } from "../../../../_shell/notice-line.tsx";

export interface ShownPage {
  readonly items: readonly ShownNotice[];
  readonly next?: string;
}

export async function shownNotices(
  project: AuthorizedProject,
  language: Language,
  filter: NoticeFilter = {},
): Promise<ShownPage> {
  const { items, ...rest } = await listNotifications(project, filter);
  return {
    ...rest,
    items: items.map(({ id, kind, payload, project: place, createdAt, readAt }) => ({
      id,
      sentence: noticeSentence(language, { kind, payload }),
      text: noticeText(language, payload),
      project: place.name,
      path: noticePath(place.slug, { kind, payload }),
      at: createdAt.toISOString(),
      read: readAt !== null,
    })),
  };
}
