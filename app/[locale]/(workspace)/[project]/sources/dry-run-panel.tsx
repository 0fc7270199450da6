"use client";

import { useRef, useState } from "react";
import {
  DRY_RUN_DAYS,
  type DryRun,
  type DryRunEvent,
  type DryRunSample,
  FATES,
  joinedDryRuns,
} from "../../../../../lib/ingest/dry-run-result.ts";
import { Button } from "../../../../_ui/button.tsx";
import { FieldGroup } from "../../../../_ui/field.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { ProgressBar } from "../../../../_ui/progress-bar.tsx";
import { type Column, Table } from "../../../../_ui/table.tsx";
import { useFormatter, useText } from "../../../../_ui/text.tsx";

type Answer = { readonly found: DryRun } | { readonly refused: readonly string[] };

interface Shown {
  readonly found?: DryRun;
  readonly days: number;
  readonly state: "running" | "done" | "stopped";
  readonly refused?: readonly string[];
}

/** Events that are listed; those of which most change come first. */
const LISTED = 50;

/** Tries what the form around it says on the last days, the latest first, without saving it. */
export function DryRunPanel(props: {
  slug: string;
  source: string;
  run: (slug: string, source: string, asked: unknown, until?: number) => Promise<Answer>;
}) {
  const t = useText("source");
  const place = useRef<HTMLDivElement>(null);
  const turn = useRef(0);
  const [shown, setShown] = useState<Shown>();
  async function start() {
    turn.current += 1;
    const own = turn.current;
    const data = new FormData(place.current?.closest("form") ?? undefined);
    const text = (name: string) => String(data.get(name) ?? "");
    setShown({ days: 0, state: "running" });
    try {
      const asked = { mode: text("mode"), strip: text("strip"), rules: JSON.parse(text("rules")) as unknown };
      let found: DryRun | undefined;
      for (let days = 1; days <= DRY_RUN_DAYS; days++) {
        const answer = await props.run(props.slug, props.source, asked, found?.from);
        if (turn.current !== own) return;
        if ("refused" in answer) {
          setShown({ days: 0, state: "done", refused: answer.refused });
          return;
        }
        found = found === undefined ? answer.found : joinedDryRuns(found, answer.found);
        setShown({ found, days, state: days === DRY_RUN_DAYS ? "done" : "running" });
      }
    } catch {
      if (turn.current === own) setShown({ days: 0, state: "done", refused: [t("dryRun.failed")] });
    }
  }
  function stop() {
    turn.current += 1;
    setShown((known) => (known === undefined ? undefined : { ...known, state: "stopped" }));
  }
  const isRunning = shown?.state === "running";
  return (
    <FieldGroup legend={t("dryRun.title")} hint={t("dryRun.hint")}>
      <div ref={place} className="flex flex-wrap items-center gap-2">
        <Button size="small" pending={isRunning} onClick={() => void start()}>
          {t("dryRun.start")}
        </Button>
        {isRunning && (
          <>
            <Button size="small" onClick={stop}>
              {t("dryRun.stop")}
            </Button>
            <ProgressBar label={t("dryRun.progress")} value={shown.days} max={DRY_RUN_DAYS} className="w-40" />
          </>
        )}
      </div>
      {shown?.refused !== undefined && (
        <Notice tone="danger" announce>
          {shown.refused.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      {shown !== undefined && shown.state !== "running" && shown.refused === undefined && (
        <Found days={shown.days} isStopped={shown.state === "stopped"} found={shown.found} />
      )}
    </FieldGroup>
  );
}

function Found({ days, isStopped, found }: { days: number; isStopped: boolean; found: DryRun | undefined }) {
  const t = useText("source");
  if (found === undefined) return <p role="status">{t("dryRun.stopped", { days })}</p>;
  const { received, conformant, judged, leftOut, events, samples } = found;
  const broken = events.filter(({ before }) => FATES.some((fate) => before[fate] > 0));
  return (
    <>
      <div role="status" className="flex flex-col gap-1">
        {isStopped && <p>{t("dryRun.stopped", { days })}</p>}
        <p>{t("dryRun.counted", { received, conformant, judged })}</p>
        {leftOut > 0 && <p>{t("dryRun.leftOut", { count: leftOut })}</p>}
      </div>
      {broken.length === 0 ? <p>{t("dryRun.nothing")}</p> : <Effects found={found} events={broken.slice(0, LISTED)} />}
      {broken.length > LISTED && <p>{t("dryRun.more", { count: broken.length - LISTED })}</p>}
      {samples.length > 0 && (
        <details>
          <summary>{t("dryRun.samples", { count: samples.length })}</summary>
          <ul className="mt-2 flex flex-col gap-2">
            {samples.map((sample, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what was found stays in its order, and calls may be alike.
              <Sample key={index} sample={sample} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Effects({ found, events }: { found: DryRun; events: readonly DryRunEvent[] }) {
  const t = useText("source");
  const format = useFormatter();
  const total: DryRunEvent = {
    ...{ callType: "", name: t("dryRun.all"), conformant: found.conformant },
    ...{ before: found.before, after: found.after },
  };
  const named = ({ callType, name }: DryRunEvent) => (name === "" ? callType || t("dryRun.rest") : name);
  const change = (before: number, after: number) =>
    before === after
      ? format.number(before)
      : t("dryRun.change", { before: format.number(before), after: format.number(after) });
  const figures: Column<DryRunEvent>[] = [
    {
      key: "accepted",
      label: t("dryRun.accepted"),
      align: "end",
      cell: ({ conformant, before, after }) => change(conformant + before.repaired, conformant + after.repaired),
    },
    ...FATES.map(
      (fate): Column<DryRunEvent> => ({
        key: fate,
        label: t(fate === "repaired" ? "dryRun.mended" : `dryRun.${fate}`),
        align: "end",
        cell: ({ before, after }) => change(before[fate], after[fate]),
      }),
    ),
  ];
  const columns: Column<DryRunEvent>[] = [
    { key: "event", label: t("dryRun.event"), heading: true, cell: named, className: "wrap-anywhere" },
    ...figures,
  ];
  const rows = [total, ...events];
  const rowKey = (row: DryRunEvent) => (row === total ? "total" : `${row.callType} ${row.eventId ?? ""} ${row.name}`);
  return (
    <>
      <Table className="max-md:hidden" caption={t("dryRun.caption")} columns={columns} rows={rows} rowKey={rowKey} />
      {/* Five columns cannot be read side by side on a telephone. */}
      <ul className="flex flex-col text-grid md:hidden" aria-label={t("dryRun.caption")}>
        {rows.map((row) => (
          <li key={rowKey(row)} className="border-b py-2">
            <p className="wrap-anywhere font-medium">{named(row)}</p>
            <dl>
              {figures.map(({ key, label, cell }) => (
                <div key={key} className="flex justify-between gap-4">
                  <dt className="text-grey-7">{label}</dt>
                  <dd>{cell(row)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}

function Sample({ sample }: { sample: DryRunSample }) {
  const t = useText("source");
  const { name, callType, before, after, stripped, call } = sample;
  return (
    <li className="flex min-w-0 flex-col gap-1 rounded border p-2">
      <p>
        {t("dryRun.sample", {
          name: name || callType,
          before: t(`dryRun.${before}`),
          after: t(`dryRun.${after}`),
        })}
      </p>
      {stripped.length > 0 && <p>{t("live.stripped", { count: stripped.length, paths: stripped.join(", ") })}</p>}
      <pre className="max-h-40 overflow-auto whitespace-pre-wrap break-words rounded bg-grey-2 p-2 font-mono text-label">
        {JSON.stringify(call, null, 2)}
      </pre>
    </li>
  );
}
