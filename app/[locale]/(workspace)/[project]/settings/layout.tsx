import type { ReactNode } from "react";
import { openProject, pageLanguage } from "../../../../_access/request.ts";
import { TextProvider } from "../../../../_ui/text-provider.tsx";
import { SettingsTabs } from "./settings-tabs.tsx";

/** The pages of the settings, each with its own address. */
export default async function SettingsLayout(props: {
  children: ReactNode;
  params: Promise<{ locale: string; project: string }>;
}) {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  return (
    <TextProvider language={language} areas={["settings"]} timeZone={project.timeZone}>
      <SettingsTabs slug={project.slug} />
      {props.children}
    </TextProvider>
  );
}
