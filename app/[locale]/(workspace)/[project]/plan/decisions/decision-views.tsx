"use client";

import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { Tabs } from "../../../../../_ui/tabs.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanHref } from "../use-plan-href.ts";

/** A list or the tree of both; a workshop is where they come from. */
export function DecisionViews(props: {
  current: "decisions" | "metrics" | "tree";
  /** Somebody may begin one, beside a protected `main` too. */
  mayHold: boolean;
}) {
  const t = useText("kpi");
  const href = usePlanHref();
  const isTree = props.current === "tree";
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-4 pb-3 print:hidden">
      <Tabs
        label={t("views.label")}
        current={isTree ? "tree" : "list"}
        items={[
          { key: "list", label: t("views.list"), href: href(props.current === "metrics" ? "metrics" : "decisions") },
          { key: "tree", label: t("views.tree"), href: href("decisions/tree") },
        ]}
      />
      {props.mayHold && <LinkButton href={href("workshop")}>{t("views.workshop")}</LinkButton>}
    </div>
  );
}
