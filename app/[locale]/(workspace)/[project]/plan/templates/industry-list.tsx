import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import type { TemplateEntry } from "./template-search.ts";

/** Plans of industries as cards. */
export function IndustryList(props: {
  entries: readonly TemplateEntry[];
  language: Language;
  hrefOf: (key: string) => string;
}) {
  const { language } = props;
  const t = translator(language, "template");
  return (
    <ul aria-label={t("list")} className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,22rem),1fr))] gap-3 px-4">
      {props.entries.map(({ template, plan }) => (
        <li key={template.key} className="flex flex-col items-start gap-1 rounded border p-3">
          <h3 className="font-medium">{template.name[language]}</h3>
          <p className="text-grey-7 text-grid">{template.about[language]}</p>
          <p className="text-grid">
            {t("counts", {
              events: plan.events.length,
              decisions: plan.decisions.length,
              journeys: plan.journeys.length,
            })}
          </p>
          <LinkButton
            size="small"
            href={props.hrefOf(template.key)}
            className="mt-auto"
            aria-label={`${t("look")} (${template.name[language]})`}
          >
            {t("look")}
          </LinkButton>
        </li>
      ))}
    </ul>
  );
}
