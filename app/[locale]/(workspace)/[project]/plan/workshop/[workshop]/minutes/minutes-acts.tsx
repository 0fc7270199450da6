"use client";

import { Printer } from "lucide-react";
import { Button } from "../../../../../../../_ui/button.tsx";
import { LinkButton } from "../../../../../../../_ui/link-button.tsx";
import { useLanguage, useText } from "../../../../../../../_ui/text.tsx";
import { planHref } from "../../../templates/template-href.ts";

/** What one does with minutes: print them, go back to the workshop, or on to its branch. */
export function MinutesActs(props: { slug: string; id: string; branch: string | undefined }) {
  const t = useText("workshop");
  const language = useLanguage();
  const main = { slug: props.slug, branch: "main" };
  return (
    <span className="flex flex-wrap gap-2 print:hidden">
      <Button tone="primary" onClick={() => window.print()}>
        <Printer aria-hidden />
        {t("minutes.print")}
      </Button>
      <LinkButton href={planHref(language, main, `workshop/${props.id}`)}>{t("minutes.back")}</LinkButton>
      {props.branch !== undefined && (
        <LinkButton href={planHref(language, main, `branches/${encodeURIComponent(props.branch)}`)}>
          {t("outcome.toBranch")}
        </LinkButton>
      )}
    </span>
  );
}
