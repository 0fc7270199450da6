import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../../lib/access/authorized.ts";
import { receivedByChange } from "../../../../../../../lib/backtest/received-counts.ts";
import { formatterOf } from "../../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { SEVERITIES } from "../../../../../../../lib/plan/diff-table.ts";
import { MAIN } from "../../../../../../../lib/plan/store.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { sourceNames } from "../../../../../../_access/source-names.ts";
import { LinkButton } from "../../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../../_ui/text-provider.tsx";
import { FollowButton } from "../../../notifications/follow-button.tsx";
import { oneOf } from "../../branch-view.ts";
import { FieldComments } from "../../comments/field-comments.tsx";
import { ManagedNotice } from "../../locked-notice.tsx";
import { ActivityList } from "../activity-list.tsx";
import { BranchStateBadge } from "../branch-state.tsx";
import { ChangeSections } from "../change-sections.tsx";
import { CheckList } from "../check-list.tsx";
import { ConflictForm } from "../conflict-form.tsx";
import { ReviewActs } from "../review-acts.tsx";
import { isGoing, openReview } from "../review-page.ts";
import { shownConflicts } from "../shown-conflicts.ts";

interface Props {
  readonly params: Promise<{ locale: string; project: string; branch: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, branch } = await props.params;
  return { title: translator(pageLanguage(locale), "plan")("branches.one", { name: decodeURIComponent(branch) }) };
}

/** A branch under review: where it stands and what comes next, what it changes, what was said and what happened. */
export default async function BranchPage(props: Props) {
  const { locale, project: slug, branch: encoded } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const name = decodeURIComponent(encoded);
  if (name === MAIN) notFound();
  const opened = await openReview(project, name, language);
  const { review, may, threads, earlier, people, findings, activity, managed } = opened;
  const asked = oneOf((await props.searchParams).severity);
  const sourceName = await sourceNames(project);
  const { branch, preview, verdicts } = review;
  const t = translator(language, "review");
  const plan = translator(language, "plan");
  const base = `/${language}/${project.slug}/plan`;
  const going = isGoing(review);
  return (
    <TextProvider language={language} areas={["review"]} timeZone={project.timeZone}>
      <PageHeader
        title={plan("branches.one", { name })}
        text={branch.title}
        actions={
          <>
            <FollowButton slug={project.slug} kind="branch" target={name} name={name} />
            <LinkButton href={`${base}/backtest?branch=${encodeURIComponent(name)}`}>
              {translator(language, "backtest")("open")}
            </LinkButton>
            <LinkButton href={`${base}?branch=${encodeURIComponent(name)}`}>{plan("branches.look")}</LinkButton>
          </>
        }
      />
      <div className="flex max-w-4xl flex-col items-start gap-4 px-4 pb-8">
        <p className="flex flex-wrap items-center gap-2">
          <BranchStateBadge state={branch.state} language={language} />
          <span className="text-grey-7">{t(`stateText.${branch.state}`)}</span>
        </p>
        {branch.closesAt && (
          <p className="text-grey-8">
            {t("closesOn", {
              day: formatterOf(language, project.timeZone).dateTime(branch.closesAt, { dateStyle: "long" }),
            })}
          </p>
        )}
        {managed !== undefined && (
          <ManagedNotice language={language} managed={managed} slug={project.slug} className="" />
        )}
        <ReviewActs slug={project.slug} branch={name} may={may} />
        {going && preview.conflicts.length > 0 && (
          <ConflictForm
            slug={project.slug}
            branch={name}
            conflicts={shownConflicts(preview.conflicts, preview.main, language).conflicts}
            revisions={preview.revisions}
            mayDecide={managed === undefined && mayActAs(project.role, "editor")}
          />
        )}
        {going && (
          <CheckList
            slug={project.slug}
            review={review}
            findings={findings}
            mayDismiss={mayActAs(project.role, "admin")}
            language={language}
          />
        )}
        <ChangeSections
          slug={project.slug}
          branch={name}
          address={`${base}/branches/${encodeURIComponent(name)}`}
          preview={preview}
          {...(going
            ? {
                received: receivedByChange(project, { before: preview.before, after: preview.after }, preview.changes),
              }
            : {})}
          severity={SEVERITIES.find((one) => one === asked)}
          threads={threads}
          earlier={earlier}
          people={people}
          sourceName={sourceName}
          language={language}
        />
        <section aria-labelledby="comments" className="w-full">
          <h2 id="comments" className="mb-1 font-semibold">
            {t("comments.ofBranch")}
          </h2>
          <div className="rounded border *:*:first:border-t-0">
            <FieldComments
              slug={project.slug}
              branch={name}
              path=""
              fields={[]}
              threads={threads.filter(({ path }) => path === "")}
              earlier={earlier}
              people={people}
            />
          </div>
        </section>
        <ActivityList activity={activity} verdicts={verdicts} language={language} timeZone={project.timeZone} />
      </div>
    </TextProvider>
  );
}
