import { changeKey, type ReceivedByChange } from "../../../../../../lib/backtest/received-counts.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Change } from "../../../../../../lib/plan/diff.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";

/** How many received calls a breaking change would refuse; arrives after the rest of the page. */
export async function ReceivedNote(props: {
  change: Change;
  received: Promise<ReceivedByChange | undefined>;
  language: Language;
}) {
  const t = translator(props.language, "backtest");
  const counts = await props.received;
  if (counts === undefined) return <p className="text-grey-7">{t("received.unknown")}</p>;
  const count = counts.get(changeKey(props.change));
  if (count === undefined) return null;
  const { last7Days, last30Days, atLeast } = count;
  if (last30Days === 0) return <p className="text-grey-7">{t(atLeast ? "received.noneSeen" : "received.none")}</p>;
  const format = formatterOf(props.language);
  const texts = { week: format.number(last7Days), month: format.number(last30Days) };
  return <p className="text-grey-8">{t(atLeast ? "received.atLeast" : "received.count", texts)}</p>;
}
