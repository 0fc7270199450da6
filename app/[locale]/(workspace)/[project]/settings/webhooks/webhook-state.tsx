import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Webhook } from "../../../../../../lib/notify/webhook.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { Badge } from "../../../../../_ui/badge.tsx";

/** Whether it is told of what happens, and since when not. */
export function WebhookState(props: { language: Language; timeZone: string; webhook: Webhook }) {
  const { disabledAt, disabledCause, failingSince } = props.webhook;
  const t = translator(props.language, "webhook");
  const format = formatterOf(props.language, props.timeZone);
  const day = (date: Date) => format.dateTime(date, { dateStyle: "medium", timeStyle: "short" });
  if (disabledAt !== null) {
    const cause = { person: "disabledPerson", failing: "disabledFailing", gone: "disabledGone" } as const;
    return (
      <span className="flex flex-wrap items-center gap-2">
        <Badge>{t("disabled")}</Badge>
        <span className="text-grey-7">{t(cause[disabledCause ?? "person"], { day: day(disabledAt) })}</span>
      </span>
    );
  }
  if (failingSince === null) return <Badge tone="good">{t("active")}</Badge>;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone="warning">{t("failing")}</Badge>
      <span className="text-grey-7">{t("failingSince", { day: day(failingSince) })}</span>
    </span>
  );
}
