import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import type { Erasure } from "../../../../../../lib/privacy/erasure.ts";

/** How far an erasure is, in words. */
export function ErasureState({ language, erasure }: { language: Language; erasure: Erasure }) {
  const t = translator(language, "privacy");
  const { state, cleared, places } = erasure;
  return (
    <span data-state={state}>
      {t(`state.${state}`)}
      {state === "running" && <span className="block text-grey-7">{t("progress", { cleared, places })}</span>}
      {erasure.waits !== undefined && <span className="block text-danger-8">{t("waits")}</span>}
    </span>
  );
}

/** Events as received that are gone. */
export function eventsOf(erasure: Erasure): number {
  return erasure.removed.find(({ place }) => place === "received")?.count ?? 0;
}
