"use client";

import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { Tabs } from "../../../../../_ui/tabs.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { usePlanHref } from "../use-plan-href.ts";

const VIEWS = [
  { key: "decisions", path: "decisions" },
  { key: "metrics", path: "metrics" },
  { key: "tree", path: "decisions/tree" },
] as const;

/** Lists of decisions and metrics, and the tree of both; a workshop is where they come from. */
export function DecisionViews({ current }: { current: (typeof VIEWS)[number]["key"] }) {
  const t = useText("kpi");
  const href = usePlanHref();
  const { editable } = usePlanEditing();
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-4 pb-3 print:hidden">
      <Tabs
        label={t("views.label")}
        current={current}
        items={VIEWS.map(({ key, path }) => ({ key, label: t(`views.${key}`), href: href(path) }))}
      />
      {editable && <LinkButton href={href("workshop")}>{t("views.workshop")}</LinkButton>}
    </div>
  );
}
