"use client";

import { type FormEvent, useId, useState } from "react";
import type { Decision, Decisions } from "../../../../../../lib/plan/decision.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { rebaseBranchAction } from "./actions.ts";
import type { BranchAnswer, Decided, ShownConflict } from "./branch-answer.ts";

interface Choice {
  readonly take: "main" | "branch" | "value";
  /** As typed. */
  readonly value: string;
}

/** Undefined when what was typed is no value. */
function decisionOf(conflict: ShownConflict, choice: Choice): Decision | undefined {
  if (choice.take !== "value") return { take: choice.take };
  if (conflict.plain) return { value: choice.value };
  try {
    return { value: JSON.parse(choice.value) };
  } catch {
    return undefined;
  }
}

/** A choice is made between these two values: where one of them changes, it is to be made again. */
function choiceKey({ path, hash }: ShownConflict): string {
  return JSON.stringify([path, hash]);
}

/** Fields changed on both sides: each is decided for one side or another value, then main's changes are brought in. */
export function ConflictForm(props: {
  slug: string;
  branch: string;
  conflicts: readonly ShownConflict[];
  /** At which both changed these. */
  revisions: Decided["revisions"];
  /** Whether the reader may decide; else the values are only shown. */
  mayDecide: boolean;
}) {
  const { conflicts, mayDecide } = props;
  const t = useText("review");
  const plan = useText("plan");
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [refusal, setRefusal] = useState<string>();
  const [pending, setPending] = useState(false);
  const open = conflicts.filter((conflict) => conflict.decidable && choices[choiceKey(conflict)] === undefined);
  const stuck = conflicts.some(({ decidable }) => !decidable);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const decided = conflicts.map((conflict) => {
      const choice = choices[choiceKey(conflict)];
      return [conflict.path, choice && decisionOf(conflict, choice)] as const;
    });
    if (decided.some(([, decision]) => decision === undefined)) return setRefusal(t("conflict.badJson"));
    setPending(true);
    const decisions = Object.fromEntries(decided) as Decisions;
    const { revisions } = props;
    const answer = await rebaseBranchAction(props.slug, props.branch, { decisions, revisions })
      .catch((): BranchAnswer => ({ ok: false, text: plan("saveFailed") }))
      .finally(() => setPending(false));
    setRefusal(answer.ok ? undefined : answer.text);
    if (answer.ok) toast({ text: t("act.rebased", { name: props.branch }) });
  }
  return (
    <form onSubmit={submit} aria-label={t("conflict.title")} className="w-full rounded border border-danger-4">
      <div className="border-b bg-danger-1 px-3 py-2">
        <h2 className="font-medium">{t("conflict.title")}</h2>
        <p className="text-grey-8">{t("conflict.text")}</p>
      </div>
      {conflicts.map((conflict) => (
        <ConflictField
          key={conflict.path}
          conflict={conflict}
          choice={choices[choiceKey(conflict)]}
          mayDecide={mayDecide}
          onChoice={(choice) => setChoices({ ...choices, [choiceKey(conflict)]: choice })}
        />
      ))}
      {refusal && <Notice tone="danger" title={refusal} announce className="m-3" />}
      {mayDecide && !stuck && (
        <div className="border-t px-3 py-2">
          <Button type="submit" tone="primary" pending={pending} disabled={open.length > 0}>
            {t("act.resolve")}
          </Button>
        </div>
      )}
    </form>
  );
}

function ConflictField(props: {
  conflict: ShownConflict;
  choice: Choice | undefined;
  mayDecide: boolean;
  onChoice: (choice: Choice) => void;
}) {
  const { conflict, choice, mayDecide, onChoice } = props;
  const t = useText("review");
  const name = useId();
  if (!conflict.decidable) {
    return (
      <div className="border-b px-3 py-2 text-grid">
        <p className="break-words font-medium">{conflict.label}</p>
        <p>{conflict.text}</p>
        <p className="text-grey-7">{t("conflict.together")}</p>
      </div>
    );
  }
  const typed = choice?.value ?? conflict.value;
  const option = (take: Choice["take"], label: string, value?: string) => (
    <label className="flex min-h-6 items-start gap-2">
      <input
        type="radio"
        name={name}
        checked={choice?.take === take}
        disabled={!mayDecide}
        onChange={() => onChoice({ take, value: typed })}
        className="mt-0.5 size-4 shrink-0 accent-accent-7"
      />
      <span className="min-w-0">
        <span className="text-grey-8">{label}</span>
        {value !== undefined && <span className="block break-words">{value || t("conflict.empty")}</span>}
      </span>
    </label>
  );
  return (
    <fieldset className="flex flex-col gap-1 border-b px-3 py-2 text-grid">
      <legend className="float-left mb-1 w-full break-words font-medium">{conflict.label}</legend>
      {option("main", t("conflict.main"), conflict.ours)}
      {option("branch", t("conflict.branch"), conflict.theirs)}
      {option("value", t("conflict.other"))}
      {choice?.take === "value" && (
        <Field
          label={<span className="sr-only">{t("conflict.valueOf", { label: conflict.label })}</span>}
          {...(conflict.plain ? {} : { hint: t("conflict.json") })}
          className="ml-6 max-w-2xl"
        >
          {(control) => (
            <Textarea
              {...control}
              code={!conflict.plain}
              value={typed}
              onChange={(event) => onChoice({ take: "value", value: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}
