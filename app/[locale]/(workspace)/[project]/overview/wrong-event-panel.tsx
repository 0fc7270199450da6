"use client";

import { useState } from "react";
import type { CohortResult } from "../../../../../lib/analysis/question.ts";
import { Button } from "../../../../_ui/button.tsx";
import { CodeLines } from "../../../../_ui/code-lines.tsx";
import { useFormatter, useLanguage, useText } from "../../../../_ui/text.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import { VerdictShape } from "../../../../_ui/verdict-shape.tsx";
import type { AnswerReply } from "../analysis/use-answer.ts";
import type { Arrival, Arrivals } from "../sources/arrivals.ts";
import type { WrongEvent } from "./wrong-event.ts";

interface Seen {
  readonly arrival: Arrival;
  /** Milliseconds from sending to seeing. */
  readonly took: number;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

const TRIES = 20;
const PAUSE_MS = 250;

/** Sends a wrong event to the real endpoint, past the generated SDK, and shows what becomes of it. */
export function WrongEventPanel(props: {
  slug: string;
  wrong: WrongEvent;
  load: (slug: string, source: string, afterUid: number) => Promise<Arrivals>;
  cohort?: { readonly id: string; readonly name: string };
  violations: string;
}) {
  const t = useText("demo");
  const shell = useText("shell");
  const language = useLanguage();
  const format = useFormatter();
  const { slug, wrong, cohort } = props;
  const [seen, setSeen] = useState<Seen>();
  const [state, setState] = useState<"idle" | "sending" | "failed">("idle");

  async function members(): Promise<number | undefined> {
    if (cohort === undefined) return undefined;
    const question = { kind: "cohort", criterion: { kind: "cohort", cohort: cohort.id }, members: 0 };
    const response = await fetch(`/${language}/${slug}/answer`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(question),
    });
    const reply = (await response.json()) as AnswerReply;
    return reply.ok ? (reply.answer.result as CohortResult).count : undefined;
  }

  async function arrived(afterUid: number): Promise<Arrival | undefined> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const { events } = await props.load(slug, wrong.source, afterUid);
      const found = events.find((event) => event.name === wrong.event && event.verdict !== "conformant");
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return undefined;
  }

  async function send() {
    setState("sending");
    try {
      const before = await members();
      const newest = (await props.load(slug, wrong.source, 0)).events[0]?.uid ?? 0;
      const started = performance.now();
      await fetch("/v1/track", {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Basic ${btoa(`${wrong.writeKey}:`)}` },
        body: JSON.stringify({
          userId: "visitor-of-the-overview",
          messageId: crypto.randomUUID(),
          event: wrong.event,
          properties: wrong.properties,
        }),
      });
      const arrival = await arrived(newest);
      if (arrival === undefined) throw new Error("it did not arrive");
      const took = performance.now() - started;
      setSeen({ arrival, took, before, after: await members() });
      setState("idle");
    } catch {
      setState("failed");
    }
  }

  return (
    <section aria-labelledby="wrong" className="flex flex-col gap-3 rounded border p-4">
      <h2 id="wrong" className="font-semibold">
        {t("wrong.title")}
      </h2>
      <p className="max-w-reading text-grey-7">{t("wrong.text", { event: wrong.event, property: wrong.property })}</p>
      <div>
        <Button tone="primary" onClick={send} pending={state === "sending"}>
          {t("wrong.send")}
        </Button>
      </div>
      <div aria-live="polite" className="flex flex-col gap-2">
        {state === "failed" && <p className="text-violating-8">{t("wrong.failed")}</p>}
        {seen !== undefined && (
          <>
            <p className="flex flex-wrap items-center gap-2" data-wrong-verdict={seen.arrival.verdict}>
              <VerdictShape verdict={seen.arrival.verdict} />
              <span className="font-medium">{shell(`verdict.${seen.arrival.verdict}`)}</span>
              <span>
                {t("wrong.after", { seconds: format.number(seen.took / 1000, { maximumFractionDigits: 1 }) })}
              </span>
              <TextLink href={props.violations}>{t("violations")}</TextLink>
            </p>
            <ul className="list-disc pl-5 text-grid">
              {seen.arrival.violations.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
            {cohort !== undefined && seen.before !== undefined && seen.after !== undefined && (
              <p data-cohort-before={seen.before} data-cohort-after={seen.after}>
                {t(seen.before === seen.after ? "wrong.still" : "wrong.moved", {
                  name: cohort.name,
                  before: seen.before,
                  after: seen.after,
                })}
              </p>
            )}
            {seen.arrival.corrected !== undefined && (
              <CodeLines lines={seen.arrival.corrected.call} label={t("wrong.corrected")} />
            )}
          </>
        )}
      </div>
    </section>
  );
}
