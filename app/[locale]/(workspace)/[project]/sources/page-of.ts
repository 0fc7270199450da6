/** What every page about sources begins with. */

import { mayActAs } from "../../../../../lib/access/authorized.ts";
import { getAcceptanceRule } from "../../../../../lib/access/production-gate.ts";
import { ENVIRONMENTS, PLATFORMS, SOURCE_MODES, UNPLANNED_RULES } from "../../../../../lib/access/source.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { STRIPS } from "../../../../../lib/plan/enforcement.ts";
import { type OpenedPage, openProjectPage, type ProjectPageProps } from "../../../../_access/project-page.ts";

export type SourcesProps = ProjectPageProps;
export type Opened = OpenedPage<"source">;

export function openSources(props: SourcesProps): Promise<Opened> {
  return openProjectPage(props, "source", "sources");
}

/** The versions that may judge what a source sends without naming one, the newest first. */
export function versionChoices(t: AreaText<"source">, versions: readonly number[]) {
  const pinned = versions.map((version) => ({ value: `${version}`, label: t("versionRule.pinned", { version }) }));
  return [
    { value: "latest", label: t("versionRule.latest") },
    { value: "oldest", label: t("versionRule.oldest") },
    ...pinned,
  ];
}

/** The choices of a source, in the reader's words. */
export function sourceChoices(t: AreaText<"source">) {
  return {
    platform: PLATFORMS.map((value) => ({ value, label: t(`platform.${value}`) })),
    environment: ENVIRONMENTS.map((value) => ({ value, label: t(`environment.${value}`) })),
    mode: SOURCE_MODES.map((value) => ({ value, label: t(`mode.${value}`) })),
    strip: STRIPS.map((value) => ({ value, label: t(`strip.${value}`) })),
    unplanned: UNPLANNED_RULES.map((value) => ({ value, label: t(`unplanned.${value}`) })),
  };
}

/** The field by which an owner goes to production without the acceptance run that the project asks for; undefined for others. */
export async function overrideField({ project, language }: Opened, environment?: string) {
  if (environment === "production" || !mayActAs(project.role, "owner")) return undefined;
  if ((await getAcceptanceRule(project)).acceptanceNeed === "none") return undefined;
  const t = translator(language, "acceptance");
  return { label: t("rule.override"), hint: t("rule.overrideHint") };
}
