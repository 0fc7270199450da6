import { missingLines } from "../../../../../../lib/document/register-text.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { pathSegment } from "../../../../../../lib/plan/edit-path.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import { Notice } from "../../../../../_ui/notice.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { findingPlace } from "../findings/finding-place.ts";
import { planHref } from "../templates/template-href.ts";
import type { BranchView } from "../view.ts";

/** The rest opens: what is missing for one property is often missing for many. */
const SHOWN_MAX = 12;

/** The nearest field of the plan's rules: a recipient that nobody described has none of its own. */
function settingsField({ settings }: Plan, path: string): string {
  const list = "plan/settings/recipientDetails";
  const described = settings.recipientDetails.some(({ key }) => path === `${list}/${pathSegment(key)}`);
  return path.startsWith(`${list}/`) && !described ? list : path;
}

/** What the plan does not say and the documents need, each with the way to where it is written. */
export function MissingList(props: { language: Language; view: Pick<BranchView, "slug" | "branch">; plan: Plan }) {
  const { language, view, plan } = props;
  const t = translator(language, "register");
  const lines = missingLines(plan, language);
  if (lines.length === 0) return <p className="pb-4 text-grey-7 print:hidden">{t("missing.none")}</p>;
  const line = ({ path, text }: (typeof lines)[number]) => {
    const { screen, query } = findingPlace(plan, path, language);
    const field = screen === "settings" ? settingsField(plan, path) : "";
    return (
      <li key={`${path} ${text}`}>
        <TextLink href={planHref(language, view, screen, query, field)} className="inline-flex min-h-6 items-center">
          {text}
        </TextLink>
      </li>
    );
  };
  const rest = lines.slice(SHOWN_MAX);
  return (
    <Notice tone="warning" title={t("missing.title", { count: lines.length })} className="mb-4 max-w-4xl print:hidden">
      <ul className="flex flex-wrap gap-x-4 text-grid">{lines.slice(0, SHOWN_MAX).map(line)}</ul>
      {rest.length > 0 && (
        <details className="text-grid">
          <summary className="min-h-6 cursor-pointer text-grey-7">{t("missing.more", { count: rest.length })}</summary>
          <ul className="flex flex-wrap gap-x-4">{rest.map(line)}</ul>
        </details>
      )}
    </Notice>
  );
}
