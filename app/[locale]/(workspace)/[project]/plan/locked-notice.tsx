import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { Notice } from "../../../../_ui/notice.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import type { Lock } from "./branch-view.ts";

/** Says why nothing can be changed here, and where it can. */
export function LockedNotice(props: { language: Language; slug: string; locked: Lock | undefined }) {
  const { language, locked } = props;
  if (!locked) return null;
  const t = translator(language, "plan");
  const review = translator(language, "review");
  return (
    <Notice className="mx-4 mt-3">
      {locked === "protected" ? (
        <p>
          {review("locked.text")}{" "}
          <TextLink href={`/${language}/${props.slug}/plan/branches`}>{review("locked.verb")}</TextLink>
        </p>
      ) : (
        t(locked === "role" ? "readOnly" : "branchClosed")
      )}
    </Notice>
  );
}
