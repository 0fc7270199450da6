import type { Destination } from "../../../../../../lib/destination/store.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { Badge } from "../../../../../_ui/badge.tsx";

/** Whether events go on to it, and since when not. */
export function DestinationState(props: { language: Language; timeZone: string; destination: Destination }) {
  const { state, pausedAt, failingSince } = props.destination;
  const t = translator(props.language, "destination");
  const format = formatterOf(props.language, props.timeZone);
  const day = (date: Date) => format.dateTime(date, { dateStyle: "medium", timeStyle: "short" });
  const since = state === "paused" ? pausedAt : failingSince;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone={({ sending: "good", failing: "warning", paused: "neutral" } as const)[state]}>
        {t(`states.${state}`)}
      </Badge>
      {state !== "sending" && since !== null && (
        <span className="text-grey-7">
          {t(state === "paused" ? "pausedSince" : "failingSince", { day: day(since) })}
        </span>
      )}
    </span>
  );
}
