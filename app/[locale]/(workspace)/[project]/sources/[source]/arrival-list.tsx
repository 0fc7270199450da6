"use client";

import { memo, useEffect, useState } from "react";
import { printable } from "../../../../../../lib/base/printable.ts";
import { VALUE_HANDLINGS } from "../../../../../../lib/plan/plan-settings.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Button } from "../../../../../_ui/button.tsx";
import { CodeLines } from "../../../../../_ui/code-lines.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { VerdictShape } from "../../../../../_ui/verdict-shape.tsx";
import type { Arrival, Arrivals, AskedArrivals } from "../arrivals.ts";

const EVERY_MS = 1000;
/** As many as somebody scrolls through. */
const KEPT = 200;
/** The newest ones, whose whole text a search in the page finds; of the rest it is drawn once they are opened. */
const WHOLE = 20;

/** Asks for what arrived after the newest event shown, once a second while the page is looked at. */
function useArrivals(
  initial: readonly Arrival[],
  load: (afterUid: number) => Promise<Arrivals>,
): {
  readonly events: readonly Arrival[];
  readonly failed: boolean;
  /** What came while it is paused: undefined while it is not. */
  readonly held: readonly Arrival[] | undefined;
  readonly pause: () => void;
  readonly resume: () => void;
} {
  const [{ events, held }, setList] = useState<{ events: readonly Arrival[]; held: readonly Arrival[] | undefined }>({
    events: initial,
    held: undefined,
  });
  const [failed, setFailed] = useState(false);
  const newest = (held?.[0] ?? events[0])?.uid ?? 0;
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      if (document.visibilityState === "visible") {
        try {
          const found = await load(newest);
          if (stopped) return;
          setFailed(false);
          if (found.events.length > 0) {
            setList((known) =>
              known.held === undefined
                ? { events: [...found.events, ...known.events].slice(0, KEPT), held: undefined }
                : { events: known.events, held: [...found.events, ...known.held].slice(0, KEPT) },
            );
            return;
          }
        } catch {
          if (stopped) return;
          setFailed(true);
        }
      }
      timer = setTimeout(ask, EVERY_MS);
    };
    timer = setTimeout(ask, EVERY_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [newest, load]);
  const pause = () => setList((known) => ({ events: known.events, held: [] }));
  const resume = () =>
    setList((known) => ({ events: [...(known.held ?? []), ...known.events].slice(0, KEPT), held: undefined }));
  return { events, failed, held, pause, resume };
}

/** What arrives at a source, as it arrives; before the first event, that it is waited for. */
export function ArrivalList(props: {
  slug: string;
  source: string;
  initial: readonly Arrival[];
  load: (slug: string, source: string, afterUid: number, asked: AskedArrivals) => Promise<Arrivals>;
  violations: string;
  /** Absent where nothing is filtered. */
  asked?: AskedArrivals;
}) {
  const t = useText("source");
  const { slug, source, load, asked } = props;
  const [ask] = useState(() => (afterUid: number) => load(slug, source, afterUid, asked ?? {}));
  const { events, failed, held, pause, resume } = useArrivals(props.initial, ask);
  return (
    <section aria-labelledby="arrivals" className="max-w-4xl">
      <h2 id="arrivals" className="mb-2 font-semibold">
        {t("live.title")}
      </h2>
      <p className="sr-only" aria-live="polite">
        {events[0] ? t("live.announced", { name: printable(events[0].name), verdict: events[0].verdict }) : ""}
      </p>
      {events.length > 0 && (
        <div className="mb-2">
          <Button size="small" onClick={held === undefined ? pause : resume}>
            {held === undefined ? t("live.pause") : t("live.resume", { count: held.length, most: KEPT })}
          </Button>
        </div>
      )}
      {failed && <p className="mb-2 text-violating-8">{t("live.failed")}</p>}
      {events.length === 0 ? (
        <div className="flex items-center gap-3 rounded border border-dashed px-4 py-6" data-waiting>
          <span aria-hidden className="size-2.5 rounded-full bg-accent-6 motion-safe:animate-pulse" />
          <div>
            <p className="font-medium">{t(asked === undefined ? "live.waiting" : "live.waitingFiltered")}</p>
            <p className="text-grey-7">{t("live.waitingText")}</p>
          </div>
        </div>
      ) : (
        <ol className="flex flex-col gap-2">
          {events.map((event, index) => (
            <ArrivalRow
              key={event.uid}
              event={event}
              open={index === 0}
              whole={index < WHOLE}
              sourced={source === ""}
            />
          ))}
        </ol>
      )}
      {events.length > 0 && (
        <p className="mt-2 text-grid">
          <TextLink href={props.violations}>{t(source === "" ? "live.allViolations" : "live.violations")}</TextLink>
        </p>
      )}
    </section>
  );
}

/** `drop /properties/email`, in words. */
function HandledValue({ statement }: { statement: string }) {
  const t = useText("source");
  const space = statement.indexOf(" ");
  const how = VALUE_HANDLINGS.find((one) => one === statement.slice(0, space));
  return how && t(`live.handling.${how}`, { path: printable(statement.slice(space + 1)) });
}

/** One event: its verdict, what is wrong, the call as it should have been, and as received. */
export const ArrivalRow = memo(function ArrivalRow(props: {
  event: Arrival;
  open: boolean;
  /** False: what it says is drawn once it is opened. */
  whole?: boolean;
  sourced?: boolean;
}) {
  const { event, open, whole = true, sourced } = props;
  const t = useText("source");
  const shell = useText("shell");
  const format = useFormatter();
  const [isOpened, setIsOpened] = useState(false);
  return (
    <li className="rounded border" data-verdict={event.verdict}>
      <details
        open={open && event.violations.length > 0}
        onToggle={({ currentTarget }) => setIsOpened(currentTarget.open)}
      >
        <summary className="flex flex-wrap items-center gap-x-2 px-3 py-1.5 text-grid">
          <VerdictShape verdict={event.verdict} />
          <span className="font-medium">{shell(`verdict.${event.verdict}`)}</span>
          {(event.stripped ?? event.transformed) && <Badge>{t("live.mended")}</Badge>}
          <code className="min-w-0 truncate">{event.name === "" ? event.callType : printable(event.name)}</code>
          {event.other && (
            <span className="flex items-center gap-1" data-other-verdict={event.other.verdict}>
              <VerdictShape verdict={event.other.verdict} />
              {t("live.other", { verdict: shell(`verdict.${event.other.verdict}`) })}
            </span>
          )}
          <span className="ml-auto text-grey-7">
            {sourced && event.source ? `${event.source} ` : ""}
            {event.receivedAt !== "" && format.dateTime(new Date(event.receivedAt), { timeStyle: "medium" })}
          </span>
        </summary>
        {(whole || isOpened) && <ArrivalParts event={event} />}
      </details>
    </li>
  );
});

function ArrivalParts({ event }: { readonly event: Arrival }) {
  const t = useText("source");
  return (
    <div className="flex flex-col gap-2 border-t px-3 py-2">
      {event.resolved && (
        <p className="text-grey-7 text-grid">
          {t(`resolved.${event.resolved}`, { version: event.planVersion })}
          {event.plannedName && ` ${t("resolved.renamed", { name: printable(event.plannedName) })}`}
        </p>
      )}
      {event.transformed && (
        <p className="text-muted text-sm">
          {t("live.transformed", { keys: event.transformed.map(printable).join(", ") })}
        </p>
      )}
      {event.stripped && (
        <p className="break-words text-grid">
          {t("live.stripped", { count: event.stripped.length, paths: event.stripped.map(printable).join(", ") })}
        </p>
      )}
      {event.handled && (
        <ul className="list-disc pl-5 text-grid" aria-label={t("live.handled")}>
          {event.handled.map((statement) => (
            <li key={statement} className="break-words">
              <HandledValue statement={statement} />
            </li>
          ))}
        </ul>
      )}
      {event.violations.length > 0 && (
        <ul className="list-disc pl-5 text-grid">
          {event.violations.map((text) => (
            <li key={text} className="break-words">
              {text}
            </li>
          ))}
        </ul>
      )}
      {event.other && event.other.violations.length > 0 && (
        <div>
          <h3 className="mb-1 font-medium text-grid">{t("live.otherViolations")}</h3>
          <ul className="list-disc pl-5 text-grid">
            {event.other.violations.map((text) => (
              <li key={text} className="break-words">
                {text}
              </li>
            ))}
          </ul>
        </div>
      )}
      {event.corrected && (
        <div>
          <h3 className="mb-1 font-medium text-grid">{t("live.corrected")}</h3>
          <ul className="mb-1 list-disc pl-5 text-grey-7 text-grid">
            {event.corrected.changes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <CodeLines lines={event.corrected.call} label={t("live.corrected")} />
        </div>
      )}
      <div>
        <h3 className="mb-1 font-medium text-grid">{t("live.payload")}</h3>
        <CodeLines lines={event.payload} label={t("live.payload")} />
      </div>
    </div>
  );
}
