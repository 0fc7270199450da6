"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "../../../../_ui/button.tsx";
import { Field } from "../../../../_ui/field.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { Select, type SelectOption } from "../../../../_ui/select.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { Textarea } from "../../../../_ui/textarea.tsx";
import { ArrivalRow } from "../sources/[source]/arrival-list.tsx";
import type { Arrival } from "../sources/arrivals.ts";

type Answer = { readonly calls: readonly Arrival[] } | { readonly refused: readonly string[] };

/** A box to paste a call into: its verdict, what is wrong in words, and the call as it should be. */
export function PayloadTester(props: {
  slug: string;
  sources: readonly SelectOption[];
  /** The first is the latest version. */
  plans: readonly SelectOption[];
  example: string;
  judge: (slug: string, payload: string, source: string, branch: string) => Promise<Answer>;
}) {
  const t = useText("source");
  const [answer, setAnswer] = useState<Answer & { readonly turn: number }>();
  const [pending, start] = useTransition();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "");
    const turn = (answer?.turn ?? 0) + 1;
    start(async () => {
      try {
        setAnswer({ ...(await props.judge(props.slug, text("payload"), text("source"), text("branch"))), turn });
      } catch {
        setAnswer({ refused: [t("inspector.unreachable")], turn });
      }
    });
  }
  return (
    <section aria-labelledby="try" className="flex max-w-4xl flex-col gap-3">
      <h2 id="try" className="font-semibold">
        {t("inspector.try")}
      </h2>
      <p className="max-w-reading text-grey-7">{t("inspector.tryText")}</p>
      {props.sources.length === 0 ? (
        <p>{t("inspector.noSource")}</p>
      ) : (
        <form onSubmit={submit} aria-label={t("inspector.try")} className="flex flex-col gap-3">
          <div className="flex flex-wrap gap-3">
            <Field label={t("inspector.source")} className="w-56">
              {(control) => <Select {...control} name="source" options={props.sources} />}
            </Field>
            <Field label={t("inspector.tryBy")} className="w-56">
              {(control) => <Select {...control} name="branch" options={props.plans} />}
            </Field>
          </div>
          <Field label={t("inspector.payload")}>
            {(control) => (
              <Textarea {...control} name="payload" code rows={8} spellCheck={false} defaultValue={props.example} />
            )}
          </Field>
          <div>
            <Button type="submit" tone="primary" pending={pending}>
              {t("inspector.judge")}
            </Button>
          </div>
        </form>
      )}
      {answer !== undefined && "refused" in answer && (
        <Notice key={answer.turn} tone="danger" announce>
          {answer.refused.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
      {answer !== undefined && "calls" in answer && (
        <>
          <p role="status">{t("inspector.tried", { count: answer.calls.length })}</p>
          <ol key={answer.turn} className="flex flex-col gap-2" data-tried>
            {answer.calls.map((call, index) => (
              <ArrivalRow key={call.uid} event={call} open={index === 0} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
