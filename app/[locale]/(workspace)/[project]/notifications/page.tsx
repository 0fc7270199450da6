import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { isUserError } from "../../../../../lib/base/error.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { type AskedQuery, pageQuery } from "../../../../_access/page-query.ts";
import { openProjectPage, type ProjectPageProps } from "../../../../_access/project-page.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import { EmptyState } from "../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { Tabs } from "../../../../_ui/tabs.tsx";
import { NoticeRows } from "./notice-rows.tsx";
import { shownNotices } from "./shown-notices.ts";

interface Props extends ProjectPageProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "notify")("page.title") };
}

/** A place in the list that is none of one's own. */
function missing(error: unknown): never {
  if (isUserError(error) && error.code === "not_found") notFound();
  throw error;
}

/** Everything one was told, over all one's projects, the newest first. */
export default async function NotificationsPage(props: Props) {
  const { language, project, t, base } = await openProjectPage(props, "notify", "notifications");
  const query = await pageQuery(props.searchParams);
  const unread = query.show === "unread";
  const { items, next } = await shownNotices(project, language, { unread, before: query.before || undefined }).catch(
    missing,
  );
  const address = (before?: string) => {
    const asked = new URLSearchParams({ ...(unread ? { show: "unread" } : {}), ...(before ? { before } : {}) });
    return asked.size === 0 ? base : `${base}?${asked}`;
  };
  return (
    <>
      <PageHeader
        title={t("page.title")}
        text={t("page.text")}
        actions={
          <LinkButton href={`/${language}/${project.slug}/settings/notifications`}>{t("page.settings")}</LinkButton>
        }
      />
      <Tabs
        label={t("page.filter")}
        current={unread ? "unread" : "all"}
        className="mb-3 px-4"
        items={[
          { key: "all", label: t("page.all"), href: base },
          { key: "unread", label: t("page.unread"), href: `${base}?show=unread` },
        ]}
      />
      {items.length === 0 ? (
        <EmptyState
          title={t(unread ? "page.noneUnread" : "page.none")}
          text={t(unread ? "page.noneUnreadText" : "page.noneText")}
          className="px-4"
        />
      ) : (
        <NoticeRows key={address(query.before)} slug={project.slug} notices={items} />
      )}
      {(next !== undefined || query.before) && (
        <nav aria-label={t("page.title")} className="flex gap-2 px-4 py-3">
          {query.before && <LinkButton href={address()}>{t("page.newer")}</LinkButton>}
          {next !== undefined && <LinkButton href={address(next)}>{t("page.older")}</LinkButton>}
        </nav>
      )}
    </>
  );
}
