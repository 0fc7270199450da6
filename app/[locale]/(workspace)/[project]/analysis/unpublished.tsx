import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { EmptyState } from "../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";

/** Questions are asked about the published plan: without one, the way to it. */
export function Unpublished({ t, href }: { t: AreaText<"analysis">; href: string }) {
  return (
    <EmptyState
      title={t("unpublished.title")}
      text={t("unpublished.text")}
      action={<LinkButton href={href}>{t("unpublished.action")}</LinkButton>}
    />
  );
}
