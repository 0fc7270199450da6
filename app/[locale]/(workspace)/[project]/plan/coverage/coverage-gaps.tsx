import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { CoverageGap } from "../../../../../../lib/plan/coverage-gap.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { Notice } from "../../../../../_ui/notice.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";

/** The part of the screen that mends it. */
const PLACES = {
  decisions: "decisions",
  events: "events",
  idle: "idle",
  few: "critical",
  many: "critical",
  person: "person",
} as const;

export const gapPlace = (kind: CoverageGap["kind"]): string => `coverage-${PLACES[kind]}`;

/** What is missing, in one glance, each leading to where it is mended. */
export function CoverageGaps({ gaps, language }: { gaps: readonly CoverageGap[]; language: Language }) {
  const t = translator(language, "coverage");
  if (gaps.length === 0) return <Notice className="mb-3 max-w-reading" title={t("gaps.none")} />;
  return (
    <Notice tone="warning" className="mb-3 max-w-reading" title={t("gaps.title", { count: gaps.length })}>
      <ul className="list-disc pl-5">
        {gaps.map(({ kind, count }) => (
          <li key={kind}>
            <TextLink href={`#${gapPlace(kind)}`} className="inline-flex min-h-6 items-center">
              {t(`gaps.${kind}`, { count })}
            </TextLink>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
