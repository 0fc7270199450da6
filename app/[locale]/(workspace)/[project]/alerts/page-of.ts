/** What the pages about alerts begin with, and what a rule can be about. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import { ENVIRONMENTS, type Environment, listSources } from "../../../../../lib/access/source.ts";
import { ALERT_WINDOWS, type AlertWindow } from "../../../../../lib/alert/alert.ts";
import type { AlertRule, NewAlert } from "../../../../../lib/alert/rule.ts";
import { printable } from "../../../../../lib/base/printable.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { findEvent } from "../../../../../lib/plan/find.ts";
import type { Language, Plan } from "../../../../../lib/plan/plan.ts";
import { latestVersion } from "../../../../../lib/plan/store-version.ts";
import { type OpenedPage, openProjectPage, type ProjectPageProps } from "../../../../_access/project-page.ts";
import type { SelectOption } from "../../../../_ui/select.tsx";

export type AlertsProps = ProjectPageProps;
export type Opened = OpenedPage<"alert">;

export function openAlerts(props: AlertsProps): Promise<Opened> {
  return openProjectPage(props, "alert", "alerts");
}

export interface Choices {
  readonly source: readonly SelectOption[];
  readonly environment: readonly SelectOption[];
  readonly event: readonly SelectOption[];
  readonly windowMinutes: readonly SelectOption[];
}

/** What the fields of a rule offer, in the reader's words; the first of each is all of them. */
export async function alertChoices(project: AuthorizedProject, language: Language): Promise<Choices> {
  const t = translator(language, "alert");
  const words = translator(language, "source");
  const [sources, published] = await Promise.all([listSources(project), latestVersion(project.projectId)]);
  const events = (published?.plan.events ?? []).map(({ id, name }) => ({ value: id, label: printable(name) }));
  return {
    source: [
      { value: "", label: t("scope.anySource") },
      ...sources.map(({ slug, name }) => ({ value: slug, label: printable(name) })),
    ],
    environment: [
      { value: "", label: t("scope.anyEnvironment") },
      ...ENVIRONMENTS.map((value) => ({ value, label: words(`environment.${value}`) })),
    ],
    event: [
      { value: "", label: t("scope.anyEvent") },
      ...events.sort((a, b) => a.label.localeCompare(b.label, language)),
    ],
    windowMinutes: ALERT_WINDOWS.map((minutes) => ({ value: `${minutes}`, label: t(`window.${minutes}`) })),
  };
}

/** What was chosen, of what the fields offer; what they do not offer chooses nothing. */
export function chosenScope(
  asked: Readonly<Record<string, string | undefined>>,
  choices: Choices,
): Pick<NewAlert, "source" | "environment" | "eventId" | "windowMinutes"> {
  const chosen = (name: "source" | "environment" | "event"): string | null =>
    choices[name].find(({ value }) => value !== "" && value === asked[name])?.value ?? null;
  return {
    source: chosen("source"),
    environment: chosen("environment") as Environment | null,
    eventId: chosen("event"),
    windowMinutes: ALERT_WINDOWS.find((minutes) => `${minutes}` === asked.windowMinutes) ?? (60 as AlertWindow),
  };
}

/** `Web shop, Production, Order Completed`; of everything, so many words. */
export function scopeText(
  language: Language,
  { source, environment, eventId }: Pick<AlertRule, "source" | "environment" | "eventId">,
  plan: Plan | undefined,
): string {
  const t: AreaText<"alert"> = translator(language, "alert");
  const event = eventId === null || plan === undefined ? undefined : findEvent(plan, eventId);
  const parts = [
    source === null ? "" : printable(source.name),
    environment === null ? "" : translator(language, "source")(`environment.${environment}`),
    eventId === null ? "" : event === undefined ? t("scope.gone", { id: eventId }) : printable(event.name),
  ].filter((part) => part !== "");
  return parts.length === 0 ? t("scope.all") : parts.join(", ");
}
