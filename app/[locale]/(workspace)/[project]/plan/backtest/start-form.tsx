"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { StartAnswer } from "./actions.ts";

const DAYS = [1, 7, 30, 90] as const;
const ENVIRONMENTS = ["production", "staging", "development"] as const;

/** What to judge the branch on, and the start. */
export function StartForm(props: {
  slug: string;
  branch: string;
  address: string;
  /** What the run on the page was made of. */
  shown: { readonly days: number; readonly environment: string } | undefined;
  start: (slug: string, branch: string, choice: { days: number; environment: string }) => Promise<StartAnswer>;
}) {
  const t = useText("backtest");
  const router = useRouter();
  const [days, setDays] = useState(String(props.shown?.days ?? 30));
  const [environment, setEnvironment] = useState(props.shown?.environment ?? "production");
  const choices = [...new Set([...DAYS, props.shown?.days ?? 30])].sort((a, b) => a - b);
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setError(undefined);
    const answer = await props
      .start(props.slug, props.branch, { days: Number(days), environment })
      .catch((): StartAnswer => ({ ok: false, text: t("failedStart") }))
      .finally(() => setPending(false));
    if (answer.ok) router.push(`${props.address}&run=${answer.id}`);
    else setError(answer.text);
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-3 px-4 pb-4">
      <Field label={t("days")} className="w-44" error={error}>
        {(control) => (
          <Select
            {...control}
            value={days}
            onChange={(event) => setDays(event.target.value)}
            options={choices.map((count) => ({ value: String(count), label: t("lastDays", { days: count }) }))}
          />
        )}
      </Field>
      <Field label={t("environment")} className="w-44">
        {(control) => (
          <Select
            {...control}
            value={environment}
            onChange={(event) => setEnvironment(event.target.value)}
            options={ENVIRONMENTS.map((value) => ({ value, label: t(`environments.${value}`) }))}
          />
        )}
      </Field>
      <Button type="submit" tone="primary" pending={pending} className="mt-6">
        {t("start")}
      </Button>
    </form>
  );
}
