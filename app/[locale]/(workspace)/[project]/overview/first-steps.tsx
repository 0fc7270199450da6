import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { TextLink } from "../../../../_ui/text-link.tsx";

/** The four steps from an empty project to a first number; gone once all are done. */
export function FirstSteps(props: {
  t: AreaText<"demo">;
  base: string;
  planned: boolean;
  sources: number;
  received: number;
  cohorts: number;
}) {
  const { t, base } = props;
  const steps = [
    { key: "plan", done: props.planned, href: `${base}/plan` },
    { key: "source", done: props.sources > 0, href: `${base}/sources/new` },
    { key: "event", done: props.received > 0, href: `${base}/sources` },
    { key: "cohort", done: props.cohorts > 0, href: `${base}/cohorts` },
  ] as const;
  if (steps.every((step) => step.done)) return null;
  return (
    <ol
      aria-label={t("steps.label")}
      className="mx-4 mb-6 grid max-w-4xl gap-px overflow-hidden rounded border bg-grey-4 md:grid-cols-4"
    >
      {steps.map((step, index) => (
        <li key={step.key} className="flex flex-col gap-0.5 bg-grey-1 p-3">
          <span className="text-grey-7 text-grid">
            {index + 1} · {t(step.done ? "steps.done" : "steps.todo")}
          </span>
          <TextLink href={step.href}>{t(`steps.${step.key}`)}</TextLink>
        </li>
      ))}
    </ol>
  );
}
