"use client";

import { type FormEvent, useState } from "react";
import type { HouseChoice } from "../../../../../../lib/template/house-choice.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Button } from "../../../../../_ui/button.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { ChoiceOf, Ways } from "./house-choice.tsx";
import type { CohortsAnswer, ShownCohort } from "./house-shape.ts";

/** Cohorts of a template that was taken, made the project's own one by one. */
export function HouseCohortsForm(props: {
  slug: string;
  template: string;
  cohorts: readonly ShownCohort[];
  mayTake: boolean;
  take: (slug: string, template: string, choices: unknown) => Promise<CohortsAnswer>;
}) {
  const t = useText("house");
  const [choices, setChoices] = useState<Readonly<Record<string, HouseChoice | undefined>>>({});
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const [pending, setPending] = useState(false);
  const ready = props.cohorts.filter(({ missing }) => missing.length === 0);
  /** What is new is taken unless somebody says otherwise; what is there waits for somebody to choose. */
  const choiceOf = ({ key, state }: ShownCohort): HouseChoice | undefined =>
    Object.hasOwn(choices, key) ? choices[key] : state === "new" ? { take: "theirs" } : undefined;
  async function submit(event: FormEvent) {
    event.preventDefault();
    const chosen = ready.flatMap((one) => {
      const choice = choiceOf(one);
      return choice === undefined ? [] : [[one.key, choice] as const];
    });
    if (chosen.length === 0) return setRefusals([t("cohorts.nothing")]);
    setPending(true);
    try {
      const answer = await props.take(props.slug, props.template, Object.fromEntries(chosen));
      if (!answer.ok) return setRefusals([answer.text, ...answer.errors]);
      setRefusals(answer.refused.map(({ name, texts }) => [name, ...texts].join(" · ")));
      toast({ text: t("cohorts.done", { count: answer.taken }) });
    } catch {
      setRefusals([t("apply.failed")]);
    } finally {
      setPending(false);
    }
  }
  return (
    <form onSubmit={submit} className="flex max-w-4xl flex-col items-start gap-2">
      <ul className="w-full rounded border">
        {props.cohorts.map((one) => (
          <li
            key={one.key}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-3 py-1.5 last:border-b-0"
          >
            <span className="min-w-0 break-words">
              <span className="font-medium">{one.name}</span> <Badge>{t(`cohorts.${one.state}`)}</Badge>
              {one.missing.length > 0 && (
                <span className="block text-grey-7 text-grid">
                  {t("cohorts.missing")} {one.missing.join(" ")}
                </span>
              )}
            </span>
            {props.mayTake && one.missing.length === 0 && (
              <CohortChoice
                cohort={one}
                choice={choiceOf(one)}
                onChoose={(choice) => setChoices({ ...choices, [one.key]: choice })}
              />
            )}
          </li>
        ))}
      </ul>
      {props.mayTake && ready.length > 0 && (
        <Button type="submit" pending={pending}>
          {t("cohorts.submit")}
        </Button>
      )}
      {refusals.length > 0 && (
        <Notice tone="danger" announce>
          <ul>
            {refusals.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notice>
      )}
    </form>
  );
}

function CohortChoice(props: {
  cohort: ShownCohort;
  choice: HouseChoice | undefined;
  onChoose: (choice: HouseChoice | undefined) => void;
}) {
  const t = useText("house");
  const { cohort, choice, onChoose } = props;
  if (cohort.state === "taken") {
    return <ChoiceOf name={cohort.name} choice={choice} free={cohort.free} onChoose={onChoose} />;
  }
  const isNew = cohort.state === "new";
  const way = choice === undefined ? undefined : "take" in choice && choice.take === "mine" ? "leave" : "take";
  return (
    <Ways
      legend={cohort.name}
      ways={[
        { key: "take", label: t(isNew ? "cohorts.create" : "apply.theirs") },
        { key: "leave", label: t(isNew ? "cohorts.leave" : "apply.mine") },
      ]}
      chosen={isNew ? (way ?? "leave") : way}
      onChoose={(key) => onChoose(key === "take" ? { take: "theirs" } : isNew ? undefined : { take: "mine" })}
    />
  );
}
