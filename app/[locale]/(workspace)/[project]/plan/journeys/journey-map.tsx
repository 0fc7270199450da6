"use client";

import { CircleAlert, Image as Picture } from "lucide-react";
import type { FunnelResult } from "../../../../../../lib/analysis/question.ts";
import { shareText } from "../../../../../../lib/i18n/share-text.ts";
import type { Journey, JourneyStep } from "../../../../../../lib/plan/plan-journey.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { Skeleton } from "../../../../../_ui/skeleton.tsx";
import { useFormatter, useLanguage, useText } from "../../../../../_ui/text.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { definitionQuery } from "../../analysis/definition-query.ts";
import { Refusals } from "../../analysis/messages.tsx";
import { StatementView } from "../../analysis/statement-view.tsx";
import { useAnswer } from "../../analysis/use-answer.ts";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { journeyFunnel } from "./journey-funnel.ts";

type Counts = FunnelResult["steps"];

/** The steps of a journey in their order, with their pictures, and how many people went on from each. */
export function JourneyMap({ journey, published }: { journey: Journey; published: ReadonlySet<string> }) {
  const t = useText("plan");
  const language = useLanguage();
  const { slug } = usePlanEditing();
  const { question, counted } = journeyFunnel(journey, published);
  const { answer, messages, pending } = useAnswer(slug, question);
  const counts = answer?.result.kind === "funnel" ? answer.result.steps : undefined;
  if (journey.steps.length === 0) return null;
  return (
    <section aria-label={t("journey.map")} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium text-grid">{t("journey.map")}</h3>
        {question && (
          <LinkButton size="small" href={`/${language}/${slug}/reports/new${definitionQuery(question)}`}>
            {t("journey.funnel")}
          </LinkButton>
        )}
      </div>
      <p className="text-grey-7 text-grid">{t(question ? "journey.counted" : "journey.tooFew")}</p>
      <Refusals messages={messages} />
      <ol className="flex flex-col gap-1.5">
        {journey.steps.map((step, index) => (
          <Step
            key={step.id}
            step={step}
            number={index + 1}
            at={counted.get(step.id)}
            counts={counts}
            pending={pending && question !== undefined}
          />
        ))}
      </ol>
      {answer && <StatementView statement={answer.statement} slug={slug} />}
    </section>
  );
}

interface StepProps {
  readonly step: JourneyStep;
  readonly number: number;
  /** Its place in the funnel, where it is counted. */
  readonly at: number | undefined;
  readonly counts: Counts | undefined;
  readonly pending: boolean;
}

function Step({ step, number, at, counts, pending }: StepProps) {
  const t = useText("plan");
  const language = useLanguage();
  const { facts } = usePlanEditing();
  const named = (id: string) => facts.events.find((one) => one.id === id)?.label ?? id;
  const count = at === undefined ? undefined : counts?.[at];
  return (
    <li>
      {at !== undefined && at > 0 && count && <Loss before={counts?.[at - 1]?.count ?? 0} after={count.count} />}
      <div className="flex gap-3 rounded border p-2">
        <StepPicture step={step} />
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <p className="break-words font-medium">
            {number}. {localizedText(step.name, language, step.id)}
          </p>
          {(step.url || step.source) && <Whereabouts step={step} />}
          {step.events.length === 0 ? (
            <p className="flex items-center gap-1 text-grid text-violating-7">
              <CircleAlert aria-hidden className="size-3.5 shrink-0" />
              {t("journey.noEvent")}
            </p>
          ) : (
            <p className="flex flex-wrap gap-1">
              {step.events.map((id) => (
                <Badge key={id} code>
                  {named(id)}
                </Badge>
              ))}
            </p>
          )}
          {at !== undefined && !count && pending && <Skeleton className="h-5 w-full" />}
          {count && <Reached count={count.count} share={count.fromFirst} />}
        </div>
      </div>
    </li>
  );
}

function StepPicture({ step: { image } }: { step: JourneyStep }) {
  const language = useLanguage();
  const { slug } = usePlanEditing();
  const frame = "h-20 w-28 shrink-0 rounded border bg-grey-2 max-sm:w-20";
  if (!image)
    return (
      <span aria-hidden className={`grid place-items-center text-grey-5 ${frame}`}>
        <Picture className="size-5" />
      </span>
    );
  return (
    // biome-ignore lint/performance/noImgElement: kept by us, behind a session, of any size.
    <img
      src={`/${language}/${slug}/plan/images/${image.id}`}
      alt={localizedText(image.alt, language)}
      className={`object-cover object-top ${frame}`}
    />
  );
}

function Whereabouts({ step: { url, source } }: { step: JourneyStep }) {
  return (
    <p className="flex flex-wrap gap-x-2 break-all text-grey-7 text-grid">
      {source && <span>{source}</span>}
      {url && (url.startsWith("/") ? <span className="font-mono">{url}</span> : <TextLink href={url}>{url}</TextLink>)}
    </p>
  );
}

function Reached({ count, share }: { count: number; share: number | null }) {
  const t = useText("plan");
  const format = useFormatter();
  const part = share ?? 0;
  return (
    <div>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden className="block h-2 w-full">
        <rect width="100" height="4" className="fill-grey-3" />
        <rect width={Math.max(part * 100, part > 0 ? 0.4 : 0)} height="4" className="fill-accent-6" />
      </svg>
      <p className="flex justify-between gap-2 text-grid">
        <span className="font-semibold">{t("journey.people", { count })}</span>
        <span className="text-grey-7">{shareText(format, part)}</span>
      </p>
    </div>
  );
}

/** Who did not come from the step before to this one. */
function Loss({ before, after }: { before: number; after: number }) {
  const t = useText("shell");
  const format = useFormatter();
  const lost = before - after;
  return (
    <p className="ml-4 border-grey-5 border-l-2 py-1.5 pl-3 text-grey-7 text-grid">
      {t("chart.loss", {
        count: format.number(lost),
        share: shareText(format, before === 0 ? 0 : lost / before),
      })}
    </p>
  );
}
