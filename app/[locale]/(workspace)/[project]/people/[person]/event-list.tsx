"use client";

import { useState } from "react";
import { printable } from "../../../../../../lib/base/printable.ts";
import type { PersonEvent } from "../../../../../../lib/person/person-events.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { CodeLines } from "../../../../../_ui/code-lines.tsx";
import type { CodeToken } from "../../../../../_ui/highlight.ts";
import { Skeleton } from "../../../../../_ui/skeleton.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { VerdictShape } from "../../../../../_ui/verdict-shape.tsx";
import { useLoaded } from "../../plan/panel/use-loaded.ts";
import { Origin } from "./origin.tsx";

interface ShownEvent extends Omit<PersonEvent, "at" | "receivedAt" | "violations"> {
  /** ISO instant at which it happened. */
  readonly at: string;
  /** Sentences in the reader's language. */
  readonly violations: readonly string[];
}

type Load = (slug: string, person: number, uid: number) => Promise<readonly (readonly CodeToken[])[]>;

/** The last events of a person; each shows its payload once it is opened. */
export function EventList(props: { slug: string; person: number; events: readonly ShownEvent[]; load: Load }) {
  return (
    <ol className="flex flex-col gap-2">
      {props.events.map((event) => (
        <EventRow key={event.uid} event={event} load={() => props.load(props.slug, props.person, event.uid)} />
      ))}
    </ol>
  );
}

function EventRow({ event, load }: { event: ShownEvent; load: () => ReturnType<Load> }) {
  const t = useText("people");
  const shell = useText("shell");
  const analysis = useText("analysis");
  const format = useFormatter();
  const [opened, setOpened] = useState(false);
  return (
    <li className="rounded border" data-verdict={event.verdict}>
      <details onToggle={(toggle) => toggle.currentTarget.open && setOpened(true)}>
        <summary className="flex flex-wrap items-center gap-x-2 px-3 py-1.5 text-grid">
          <VerdictShape verdict={event.released ? "repaired" : event.verdict} />
          <span className="font-medium">{shell(`verdict.${event.verdict}`)}</span>
          <code className="min-w-0 truncate">{event.name === "" ? event.callType : printable(event.name)}</code>
          {event.released && <span className="text-grey-7">{t("events.released")}</span>}
          {event.traitsHeld > 0 && (
            <span className="text-violating-8">{t("events.traitsHeld", { count: event.traitsHeld })}</span>
          )}
          <span className="ml-auto flex items-center gap-2 text-grey-7">
            <Origin source={event.source} environment={event.environment} t={analysis} />
            {format.dateTime(new Date(event.at), { dateStyle: "short", timeStyle: "medium" })}
          </span>
        </summary>
        <div className="flex flex-col gap-2 border-t px-3 py-2">
          <p className="text-grey-7 text-grid">
            {t("events.from", { source: event.source, version: event.planVersion })}
          </p>
          {event.violations.length > 0 && (
            <ul className="list-disc pl-5 text-grid">
              {event.violations.map((text) => (
                <li key={text} className="break-words">
                  {text}
                </li>
              ))}
            </ul>
          )}
          {opened && <Payload load={load} />}
        </div>
      </details>
    </li>
  );
}

function Payload({ load }: { load: () => ReturnType<Load> }) {
  const t = useText("people");
  const { loaded, again } = useLoaded(load, "once");
  if (loaded.state === "there") return <CodeLines lines={loaded.value} label={t("events.payload")} />;
  if (loaded.state === "loading")
    return (
      <div role="status" aria-label={t("events.loading")}>
        <Skeleton className="h-24 w-full" />
      </div>
    );
  return (
    <p role="alert" className="flex flex-wrap items-center gap-2 text-violating-8">
      {t("events.failed")}
      <Button size="small" onClick={again}>
        {t("events.again")}
      </Button>
    </p>
  );
}
