import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { Notice } from "../../../../_ui/notice.tsx";

/** Says why nothing can be changed here. */
export function LockedNotice(props: { language: Language; locked: "role" | "branch" | undefined }) {
  if (!props.locked) return null;
  const t = translator(props.language, "plan");
  return <Notice className="mx-4 mt-3">{t(props.locked === "role" ? "readOnly" : "branchClosed")}</Notice>;
}
