import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { type BacktestWithResult, getBacktest, listBacktests } from "../../../../../../lib/backtest/store.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { MAIN } from "../../../../../../lib/plan/store.ts";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { openProjectPage, type ProjectPageProps } from "../../../../../_access/project-page.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { cancelBacktestAction, followBacktestAction, startBacktestAction } from "./actions.ts";
import { addressQuery, type ResultAddress, readAddress } from "./address.ts";
import { ResultView } from "./result-view.tsx";
import { RunList } from "./run-list.tsx";
import { RunProgress } from "./run-progress.tsx";
import { StartForm } from "./start-form.tsx";

interface Props extends ProjectPageProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: ProjectPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "backtest")("title") };
}

/** The run that is asked for, else the latest of the branch. One that is gone is none. */
async function runOf(
  project: Parameters<typeof getBacktest>[0],
  { run, branch }: ResultAddress,
  latest: string | undefined,
): Promise<BacktestWithResult | undefined> {
  const id = run === "" ? latest : run;
  if (id === undefined) return undefined;
  try {
    const found = await getBacktest(project, id);
    return found.branch === branch ? found : undefined;
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") return undefined;
    throw error;
  }
}

/** A branch judged on recorded traffic: started here, followed, and read. */
export default async function BacktestPage(props: Props) {
  const { language, project, t, base } = await openProjectPage(props, "backtest", "plan/backtest");
  const address = readAddress(await pageQuery(props.searchParams));
  const runs = await listBacktests(project, address.branch);
  const run = await runOf(project, address, runs[0]?.id);
  // As the list has it: asked for again it may have ended, and nobody would follow it to its result.
  const followed = runs.find(({ state }) => state === "running");
  const mayRun = mayActAs(project.role, "editor");
  const own = `${base}${addressQuery({ ...readAddress({}), branch: address.branch })}`;
  const branch = `/${language}/${project.slug}/plan/branches/${encodeURIComponent(address.branch)}`;
  return (
    <TextProvider language={language} areas={["backtest"]} timeZone={project.timeZone}>
      <PageHeader
        title={t("titleOf", { branch: address.branch })}
        text={t("text")}
        actions={address.branch !== MAIN && <LinkButton href={branch}>{t("toBranch")}</LinkButton>}
      />
      {mayRun && followed === undefined && (
        <StartForm
          key={run?.id}
          slug={project.slug}
          branch={address.branch}
          address={own}
          shown={run}
          start={startBacktestAction}
        />
      )}
      {followed && (
        <RunProgress
          key={followed.id}
          slug={project.slug}
          id={followed.id}
          initial={{ ...followed, startedAt: followed.startedAt.getTime() }}
          mayCancel={mayRun}
          follow={followBacktestAction}
          cancel={cancelBacktestAction}
        />
      )}
      {run === undefined && followed === undefined && (
        <EmptyState
          title={t("none")}
          text={t("noneText")}
          example={`npx gabarit backtest ${project.slug}@${address.branch} --days 30`}
        />
      )}
      {run && run.state !== "running" && (
        <ResultView run={run} address={address} base={base} language={language} t={t} timeZone={project.timeZone} />
      )}
      {runs.length > 1 && (
        <RunList
          runs={runs}
          shown={run?.id}
          address={address}
          base={base}
          language={language}
          t={t}
          timeZone={project.timeZone}
        />
      )}
    </TextProvider>
  );
}
