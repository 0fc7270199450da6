import type { AlertRule } from "../../../../../lib/alert/rule.ts";
import { measuredText } from "../../../../../lib/alert/words.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { Badge } from "../../../../_ui/badge.tsx";

const TONES = { ok: "good", firing: "danger", muted: "neutral" } as const;

interface Props {
  readonly language: Language;
  readonly timeZone: string;
  readonly rule: AlertRule;
}

/** Where a rule stands, and since or until when. */
export function AlertStateView({ language, timeZone, rule }: Props) {
  const t = translator(language, "alert");
  const format = formatterOf(language, timeZone);
  const moment = (at: Date) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short" });
  return (
    <span className="flex flex-wrap items-center gap-2" data-alert-state={rule.state}>
      <Badge tone={TONES[rule.state]}>{t(`state.${rule.state}`)}</Badge>
      {rule.mutedUntil && <span className="text-grey-7">{t("mutedUntil", { until: moment(rule.mutedUntil) })}</span>}
      {rule.firingSince && <span className="text-grey-7">{t("firingSince", { since: moment(rule.firingSince) })}</span>}
    </span>
  );
}

/** What the last look found, in a sentence. */
export function foundText(language: Language, rule: AlertRule): string {
  if (rule.measured === null) return translator(language, "alert")("found.notYet");
  return measuredText(language, rule, rule.measured);
}
