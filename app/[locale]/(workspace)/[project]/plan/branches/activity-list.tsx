import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import type { Activity, VerdictEntry } from "../../../../../../lib/review/read.ts";

function sentence({ kind, by, detail }: Activity, language: Language): string {
  const t = translator(language, "review");
  switch (kind) {
    case "created":
      return by === "" ? t("activity.createdUnknown") : t("activity.created", { by });
    case "edited":
      return t("activity.edited", { by, saves: Number(detail.saves) });
    case "voided": {
      const people = Array.isArray(detail.people) ? detail.people.map(String) : [];
      return t("activity.voided", { by, cause: String(detail.cause), people: formatterOf(language).list(people) });
    }
    case "rebased":
      return t("activity.rebased", { by, count: Array.isArray(detail.decided) ? detail.decided.length : 0 });
    case "closed":
      return t("activity.closed", { by, cause: String(detail.cause) });
    default:
      return t(`activity.${kind}`, { by });
  }
}

/** What happened to a branch, latest first; a verdict that an edit ended says so. */
export function ActivityList(props: {
  activity: readonly Activity[];
  verdicts: readonly VerdictEntry[];
  language: Language;
  timeZone: string;
}) {
  const { language } = props;
  const t = translator(language, "review");
  const format = formatterOf(language, props.timeZone);
  const isEnded = ({ kind, by, at }: Activity) =>
    (kind === "approved" || kind === "changes_requested") &&
    props.verdicts.some(
      (one) => one.voided !== null && one.personName === by && Math.abs(one.at.getTime() - at.getTime()) < 1000,
    );
  return (
    <section aria-labelledby="activity" className="w-full">
      <h2 id="activity" className="mb-1 font-semibold">
        {t("activity.title")}
      </h2>
      <ol className="rounded border">
        {props.activity.map((line) => (
          <li
            key={`${line.kind} ${line.at.toISOString()} ${line.by}`}
            className="border-b px-3 py-1.5 text-grid last:border-b-0"
          >
            <p className="flex flex-wrap gap-x-3">
              <span className={isEnded(line) ? "min-w-0 break-words line-through" : "min-w-0 break-words"}>
                {sentence(line, language)}
              </span>
              {isEnded(line) && <span className="text-grey-7">{t("activity.voidedMark")}</span>}
              <time dateTime={line.at.toISOString()} className="ml-auto text-grey-7">
                {format.dateTime(line.at, { dateStyle: "medium", timeStyle: "short" })}
              </time>
            </p>
            {typeof line.detail.text === "string" && (
              <p className="max-w-reading whitespace-pre-wrap break-words text-grey-8">
                {line.detail.text.slice(0, 500)}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
