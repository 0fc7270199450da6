"use client";

import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanHref } from "../use-plan-href.ts";

/** Where a plan is still empty: the way to the templates of industries. */
export function StartFromTemplate() {
  const t = useText("plan");
  const href = usePlanHref();
  return <LinkButton href={href("templates")}>{t("import.fromTemplate")}</LinkButton>;
}
