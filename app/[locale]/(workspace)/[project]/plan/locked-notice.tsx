import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import type { ManagedFrom } from "../../../../../lib/plan/repository.ts";
import { Notice } from "../../../../_ui/notice.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import type { OpenedPlan } from "./branch-view.ts";

/** Names the repository the plan is kept in, and leads there; with `slug` also to where that is decided. */
export function ManagedNotice(props: { language: Language; managed: ManagedFrom; slug?: string; className?: string }) {
  const { language, managed, slug } = props;
  const t = translator(language, "plan");
  const { repository, branch, path } = managed;
  return (
    <Notice
      className={props.className ?? "mx-4 mt-3"}
      title={t("managed.title", { repository: shortName(repository) })}
    >
      <p>
        {t("managed.text")}{" "}
        <TextLink href={repository} rel="noreferrer" target="_blank">
          {repository}
        </TextLink>
        {slug !== undefined && (
          <>
            {" · "}
            <TextLink href={managedHref(language, slug)}>{t("managed.decided")}</TextLink>
          </>
        )}
      </p>
      {(branch ?? path) !== undefined && (
        <p className="text-grey-7">
          {[branch && t("managed.branch", { branch }), path && t("managed.path", { path })].filter(Boolean).join(" · ")}
        </p>
      )}
    </Notice>
  );
}

/** Where admins say that a plan is kept in a repository, or is no more. */
export function managedHref(language: Language, slug: string): string {
  return `/${language}/${slug}/settings#managed`;
}

/** `github.com/acme/shop` */
function shortName(repository: string): string {
  return repository.replace(/^https?:\/\//, "");
}

/** Says why nothing can be changed here, and where it can. */
export function LockedNotice({ opened }: { opened: Pick<OpenedPlan, "language" | "view" | "locked" | "managed"> }) {
  const { language, view, locked, managed } = opened;
  if (managed !== undefined) return <ManagedNotice language={language} managed={managed} slug={view.slug} />;
  if (!locked) return null;
  const t = translator(language, "plan");
  const review = translator(language, "review");
  return (
    <Notice className="mx-4 mt-3">
      {locked === "protected" ? (
        <p>
          {review("locked.text")}{" "}
          <TextLink href={`/${language}/${view.slug}/plan/branches`}>{review("locked.verb")}</TextLink>
        </p>
      ) : (
        t(locked === "role" ? "readOnly" : "branchClosed")
      )}
    </Notice>
  );
}
