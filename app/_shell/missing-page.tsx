import type { Metadata } from "next";
import { translator } from "../../lib/i18n/translator.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { EmptyState } from "../_ui/empty-state.tsx";
import { LinkButton } from "../_ui/link-button.tsx";
import { PageHeader } from "../_ui/page-header.tsx";

export function missingMetadata(language: Language): Metadata {
  return { title: translator(language, "shell")("notFound.title") };
}

/** Nothing at this address, or nothing the reader may see: the two look the same on purpose. */
export function MissingPage({ language }: { language: Language }) {
  const t = translator(language, "shell");
  return (
    <main id="main">
      <PageHeader title={t("notFound.title")} />
      <EmptyState
        title={t("notFound.text")}
        action={
          <LinkButton href={`/${language}`} tone="primary">
            {t("notFound.home")}
          </LinkButton>
        }
        className="pt-0"
      />
    </main>
  );
}
