"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useEffect, useMemo, useState } from "react";
import type { Workshop } from "../../../../../../lib/plan/workshop.ts";
import type { WorkshopIdeas } from "../../../../../../lib/plan/workshop-idea.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { className } from "../../../../../_ui/class-name.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { DecisionsStep } from "./decisions-step.tsx";
import { DraftNotice } from "./draft-notice.tsx";
import { EventsStep } from "./events-step.tsx";
import { MeetingStep, type TemplateName } from "./meeting-step.tsx";
import { MetricsStep } from "./metrics-step.tsx";
import { OutcomeStep } from "./outcome-step.tsx";
import { putBack } from "./put-back.ts";
import { beginAt, beginningOf, focusPath, heldDown, STEPS, stepOfPath } from "./step-of-path.ts";
import { useWorkshopDraft } from "./use-workshop-draft.ts";
import { NO_IDEAS, type OpenPoint, type WorkshopActions } from "./workshop-answer.ts";
import { WorkshopContext } from "./workshop-context.tsx";

export interface WorkshopDeskProps {
  readonly slug: string;
  readonly id: string;
  /** Whoever looks. */
  readonly person: string;
  readonly workshop: Workshop;
  readonly revision: number;
  readonly open: readonly OpenPoint[];
  /** The branch that was made of it. */
  readonly branch?: string;
  readonly ideas: WorkshopIdeas;
  readonly templates: readonly TemplateName[];
  /** False for readers, and once its branch is made. */
  readonly editable: boolean;
  readonly actions: WorkshopActions;
}

/** Ideas of the template that is chosen; those of the page until it is changed. */
function useIdeas(
  { slug, ideas, actions }: WorkshopDeskProps,
  first: string | undefined,
  template: string | undefined,
) {
  const [found, setFound] = useState({ template: first, ideas });
  useEffect(() => {
    if (template === found.template || template === undefined) return;
    let left = false;
    actions.ideas(slug, template).then(
      (next) => left || setFound({ template, ideas: next }),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [template, found.template, slug, actions]);
  return template === undefined ? NO_IDEAS : found.ideas;
}

/** A workshop from who is there to its branch, step by step; everything works by keyboard, everything is kept as typed. */
export function WorkshopDesk(props: WorkshopDeskProps) {
  const t = useText("workshop");
  const { facts } = usePlanEditing();
  const [step, setStep] = useQueryState(
    "step",
    parseAsStringLiteral(STEPS).withDefault("meeting").withOptions({ history: "push", shallow: true }),
  );
  const draft = useWorkshopDraft({ ...props, save: props.actions.save, findOpen: props.actions.findOpen });
  const { workshop, change, keyOf } = draft;
  const ideas = useIdeas(props, props.workshop.template, workshop.template);
  const [wanted, setWanted] = useState<string>();
  const isNew = props.editable && props.revision === 1;
  useEffect(() => {
    if (isNew) beginAt("workshop/present");
  }, [isNew]);
  useEffect(() => {
    if (wanted === undefined) return;
    focusPath(wanted);
    setWanted(undefined);
  });
  const people = useMemo(
    () => [
      ...new Set([...workshop.present, ...workshop.decisions.flatMap(({ owner }) => owner ?? []), ...facts.owners]),
    ],
    [workshop.present, workshop.decisions, facts.owners],
  );
  const openAt = (one: (typeof STEPS)[number]) => draft.open.filter(({ path }) => stepOfPath(path) === one).length;
  const next = STEPS[STEPS.indexOf(step) + 1];

  function remove(name: string, act: (at: Workshop) => Workshop) {
    let undo = (at: Workshop) => at;
    change((before) => {
      const after = act(before);
      undo = putBack(before, after);
      return after;
    });
    toast({ text: t("removed", { name }), action: { label: t("undo"), run: () => change(undo) } });
  }
  function goTo(path: string) {
    void setStep(stepOfPath(path));
    setWanted(path);
  }
  return (
    <WorkshopContext value={{ workshop, ideas, people, readOnly: !props.editable, keyOf, change, remove, goTo }}>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 pb-8">
        <DraftNotice state={draft.state} settle={draft.settle} retry={draft.retry} templates={props.templates} />
        <nav aria-label={t("steps")}>
          <ol className="flex flex-wrap gap-1">
            {STEPS.map((one, index) => (
              <li key={one}>
                <button
                  type="button"
                  aria-current={one === step ? "step" : undefined}
                  onClick={() => void setStep(one)}
                  className={className(
                    "flex min-h-8 items-center gap-1.5 rounded border px-2",
                    one === step ? "border-accent-7 bg-accent-2 font-medium" : "text-grey-7 hover:bg-grey-2",
                  )}
                >
                  {`${index + 1}. ${t(`step.${one}`)}`}
                  {openAt(one) > 0 && <span className="text-label">{t("openHere", { count: openAt(one) })}</span>}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <p className="max-w-reading text-grey-7">{t(`stepText.${step}`)}</p>
        {step === "meeting" && <MeetingStep templates={props.templates} />}
        {step === "decisions" && <DecisionsStep />}
        {step === "metrics" && <MetricsStep />}
        {step === "events" && <EventsStep />}
        {step === "outcome" && <OutcomeStep {...props} draft={draft} />}
        {next && (
          <Button
            tone="primary"
            className="self-start"
            data-goes-on
            onKeyDown={heldDown}
            onClick={() => {
              void setStep(next);
              setWanted(beginningOf(next, workshop));
            }}
          >
            {t("next", { step: t(`step.${next}`) })}
          </Button>
        )}
      </div>
    </WorkshopContext>
  );
}
