import type { ReplayWithResult } from "../../../../../../lib/ingest/replay.ts";
import { breachWords } from "../../../../../../lib/violation/breach-words.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { CodeBlock } from "../../../../../_ui/code-block.tsx";
import type { Opened } from "../page-of.ts";

const SHOWN = 20;

/** A few of the events that change, private values covered; nothing once the process that judged them has ended. */
export function ReplaySamples({ opened, replay }: { opened: Opened; replay: ReplayWithResult }) {
  const { t, language } = opened;
  const names = new Map(replay.events.map(({ eventId, name, callType }) => [eventId, name || callType]));
  const changing = replay.samples.filter(({ effect }) => effect !== "stays" && effect !== "held");
  const shown = changing.slice(0, SHOWN);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="samples" className="flex max-w-4xl flex-col gap-1 px-4 pb-8">
      <h2 id="samples" className="pb-1 font-semibold">
        {t("samples")}
      </h2>
      {shown.map(({ effect, eventId, call, breaks }, index) => (
        <details key={`${effect} ${JSON.stringify(call)}`} className="rounded border" open={index === 0}>
          <summary className="min-h-8 px-3 py-1 text-grid">
            <Badge tone={effect === "withdrawn" ? "danger" : "accent"}>{t(`effect.${effect}`)}</Badge>{" "}
            <span className="font-mono">{names.get(eventId) ?? ""}</span>
          </summary>
          <div className="border-t p-2">
            <CodeBlock code={JSON.stringify(call, undefined, 2)} language="json" label={t("sample")} />
            <ul className="mt-1 text-grey-7 text-grid">
              {breaks.map(({ path, code }) => (
                <li key={`${path} ${code}`} className="break-words">
                  <code>{path === "" ? "/" : path}</code> {breachWords({ code }, language)}
                </li>
              ))}
            </ul>
          </div>
        </details>
      ))}
    </section>
  );
}
