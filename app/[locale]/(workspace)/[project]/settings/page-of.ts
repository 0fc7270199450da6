/** What every page of the settings begins with. */

import type { Metadata } from "next";
import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { openProject, pageLanguage } from "../../../../_access/request.ts";

export interface SettingsProps {
  readonly params: Promise<{ locale: string; project: string }>;
}

export interface Opened {
  readonly language: Language;
  readonly project: AuthorizedProject;
  readonly t: AreaText<"settings">;
}

/** Language, proof and texts of a page. */
export async function openSettings(props: SettingsProps): Promise<Opened> {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  return { language, project: await openProject(language, slug), t: translator(language, "settings") };
}

type Titled = "project" | "members" | "tokens" | "account" | "audit";

export async function settingsMetadata(props: SettingsProps, page: Titled | "workspace"): Promise<Metadata> {
  const t = translator(pageLanguage((await props.params).locale), "settings");
  return { title: page === "workspace" ? t("tabs.workspace") : t(`${page}.title`) };
}
