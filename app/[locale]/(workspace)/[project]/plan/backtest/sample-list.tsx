import type { BacktestResult } from "../../../../../../lib/backtest/backtest.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { breachWords } from "../../../../../../lib/violation/breach-words.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { CodeBlock } from "../../../../../_ui/code-block.tsx";
import type { ResultProps } from "./result-view.tsx";

const SHOWN = 8;

/** A few of the events whose verdict changes, private values covered. */
export function SampleList({ result, address, language, timeZone, t }: ResultProps & { result: BacktestResult }) {
  const format = formatterOf(language, timeZone);
  const names = new Map(result.rows.map(({ event, name }) => [event, name]));
  const shown = result.samples
    .filter(({ event }) => address.event === "" || event === address.event)
    .toSorted((a, b) => a.effect.localeCompare(b.effect))
    .slice(0, SHOWN);
  if (shown.length === 0) return null;
  return (
    <section className="min-w-0 pb-4">
      <h2 className="pb-2 font-semibold">{t("samples")}</h2>
      <ul className="flex flex-col gap-1">
        {shown.map((sample, index) => (
          <li key={`${sample.event} ${sample.effect} ${sample.receivedAt} ${JSON.stringify(sample.call)}`}>
            <details className="rounded border" open={index === 0}>
              <summary className="min-h-8 px-3 py-1 text-grid">
                <Badge tone={sample.effect === "failing" ? "danger" : "accent"}>{t(`effect.${sample.effect}`)}</Badge>{" "}
                <span className="font-mono">{names.get(sample.event)}</span>{" "}
                <span className="text-grey-7">
                  {[sample.source, sample.appVersion].filter((part) => part !== "").join(" ")}{" "}
                  {format.dateTime(sample.receivedAt, { dateStyle: "short", timeStyle: "short" })}
                </span>
              </summary>
              <div className="border-t p-2">
                <CodeBlock
                  code={JSON.stringify(sample.call, undefined, 2)}
                  language="json"
                  label={t("sampleOf", { event: names.get(sample.event) ?? "" })}
                />
                <ul className="mt-1 text-grey-7 text-grid">
                  {sample.breaks.map(({ path, code, keyword }) => (
                    <li key={`${path} ${code} ${keyword}`} className="break-words font-mono">
                      {t("witness.breaks", {
                        path: path === "" ? "/" : path,
                        what: breachWords({ code, keyword }, language),
                      })}
                    </li>
                  ))}
                </ul>
              </div>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
