import { translator } from "../../lib/i18n/translator.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { LinkButton } from "../_ui/link-button.tsx";
import { PageHeader } from "../_ui/page-header.tsx";

/** Nothing at this address, or nothing the reader may see: the two look the same on purpose. */
export function MissingNotice({ language }: { language: Language }) {
  const t = translator(language, "shell");
  return (
    <>
      <title>{`${t("notFound.title")} · ${t("product")}`}</title>
      <PageHeader title={t("notFound.title")} text={t("notFound.text")} />
      <p className="px-4">
        <LinkButton href={`/${language}`} tone="primary">
          {t("notFound.home")}
        </LinkButton>
      </p>
    </>
  );
}

/** The same as a page of its own. */
export function MissingPage({ language }: { language: Language }) {
  return (
    <main id="main">
      <MissingNotice language={language} />
    </main>
  );
}
