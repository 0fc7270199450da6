/** What every page of the settings begins with. */

import type { Metadata } from "next";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { type OpenedPage, openProjectPage, type ProjectPageProps } from "../../../../_access/project-page.ts";
import { pageLanguage } from "../../../../_access/request.ts";

export type SettingsProps = ProjectPageProps;
export type Opened = OpenedPage<"settings">;

export function openSettings(props: SettingsProps): Promise<Opened> {
  return openProjectPage(props, "settings", "settings");
}

type Titled = "project" | "members" | "tokens" | "account" | "audit";
/** Their headings are in another area of texts, or name a thing. */
const TABBED = ["workspace", "teams", "reviews", "notifications", "webhooks", "destinations", "privacy"] as const;
type Tabbed = (typeof TABBED)[number];

function isTabbed(page: Titled | Tabbed): page is Tabbed {
  return (TABBED as readonly string[]).includes(page);
}

export async function settingsMetadata(props: SettingsProps, page: Titled | Tabbed): Promise<Metadata> {
  const t = translator(pageLanguage((await props.params).locale), "settings");
  return { title: isTabbed(page) ? t(`tabs.${page}`) : t(`${page}.title`) };
}
