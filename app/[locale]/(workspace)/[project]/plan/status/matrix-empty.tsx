import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";

/** No code was posted yet: the command that does. */
export function MatrixEmpty(props: {
  language: Language;
  slug: string;
  sources: readonly { readonly slug: string }[];
}) {
  const { language, slug, sources } = props;
  const t = translator(language, "codeStatus");
  const source = sources[0]?.slug;
  if (source === undefined)
    return (
      <EmptyState
        title={t("noSources")}
        text={t("noSourcesText")}
        action={<LinkButton href={`/${language}/${slug}/sources`}>{t("toSources")}</LinkButton>}
      />
    );
  return (
    <EmptyState
      title={t("noRuns")}
      text={t("noRunsText")}
      className="px-4 pt-0 pb-6"
      example={`npx gabarit status ${slug} --src src --update --source ${source} --release 1.0.0`}
    />
  );
}
