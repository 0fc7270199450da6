import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { signedResult } from "../../../../../../lib/acceptance/follow.ts";
import { judgeText } from "../../../../../../lib/acceptance/result-page.ts";
import { getRun, type Run } from "../../../../../../lib/acceptance/run.ts";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { ENVIRONMENTS } from "../../../../../../lib/access/source.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { pageLanguage } from "../../../../../_access/request.ts";
import { Notice } from "../../../../../_ui/notice.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { cancelRunAction, loadRunAction, loadSampleAction } from "../actions.ts";
import { type Opened, openAcceptance } from "../page-of.ts";
import { type RunView, runView, signedView } from "../run-view.ts";
import { RunDesk } from "./run-desk.tsx";

interface Props {
  readonly params: Promise<{ locale: string; project: string; run: string }>;
}

/** Undefined where what is asked for is not there. */
async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") return undefined;
    throw error;
  });
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "acceptance")("title") };
}

/** One run: its list as it fills, or its signed result. */
export default async function RunPage(props: Props) {
  const opened = await openAcceptance(props);
  const { language, project, t } = opened;
  const run = await ifThere(getRun(project, (await props.params).run));
  if (run === undefined) notFound();
  const isOpen = run.state === "running" || run.state === "paused";
  const mayAct = mayActAs(project.role, "editor") && isOpen;
  const fields = { project: project.slug, run: run.id };
  const view = await viewOf(opened, run);
  return (
    <>
      <PageHeader
        title={t("run.title", { source: run.source.name })}
        text={leadOf(opened, run)}
        actions={
          mayAct && (
            <ConfirmAction
              action={cancelRunAction}
              fields={fields}
              size="normal"
              title={t("run.cancelTitle")}
              description={t("run.cancelText")}
              verb={t("run.cancel")}
            />
          )
        }
      />
      <div className="flex max-w-4xl flex-col gap-6 px-4 pb-8">
        {run.state === "signed" && <ResultSection opened={opened} run={run} />}
        {run.state === "cancelled" && <Notice>{t("run.cancelled")}</Notice>}
        {view === undefined ? (
          <Notice tone="warning">{t("run.branchGone")}</Notice>
        ) : (
          <TextProvider language={language} areas={["acceptance"]} timeZone={project.timeZone}>
            <RunDesk
              key={`${run.id} ${isOpen}`}
              slug={project.slug}
              initial={view}
              isOpen={isOpen}
              mayAct={mayAct}
              signer={project.actor.kind === "person" ? project.actor.name : ""}
              load={loadRunAction}
              loadSample={loadSampleAction}
            />
          </TextProvider>
        )}
      </div>
    </>
  );
}

async function viewOf({ project, language }: Opened, run: Run): Promise<RunView | undefined> {
  if (run.state !== "signed") return ifThere(runView(project, run.id, language));
  return signedView(project, run, (await signedResult(project, run.id)).statement, language);
}

function leadOf({ language, project, t }: Opened, run: Run): string {
  const environment = ENVIRONMENTS.find((one) => one === run.environment) ?? "development";
  return t("run.lead", {
    environment: translator(language, "source")(`environment.${environment}`),
    release: run.release === "" ? t("run.noRelease") : run.release,
    judge: judgeText(t, { version: run.planVersion, branch: run.branch }),
    name: run.startedByName,
    date: formatterOf(language, project.timeZone).dateTime(run.startedAt, { dateStyle: "medium", timeStyle: "short" }),
  });
}

async function ResultSection({ opened, run }: { opened: Opened; run: Run }) {
  const { language, project, t, base } = opened;
  const { statement, signature } = await signedResult(project, run.id);
  const { signedBy, outcome, endedAt } = statement;
  const date = formatterOf(language, project.timeZone).dateTime(new Date(endedAt), {
    dateStyle: "long",
    timeStyle: "short",
  });
  const name = signedBy.role === "" ? signedBy.name : t("run.signedRole", signedBy);
  const to = (format: string) => `${base}/${run.id}/result?format=${format}&language=${language}`;
  return (
    <Notice tone={outcome === "passed" ? "info" : "warning"} title={t(`run.outcome.${outcome}`)}>
      <p>{t("run.signedBy", { name, date })}</p>
      {signedBy.note !== "" && <p className="whitespace-pre-wrap">{signedBy.note}</p>}
      <p className="text-grey-7 text-grid">
        {t("file.key")} <code>{signature.keyId}</code>
      </p>
      <p className="mt-1 flex flex-wrap gap-x-4">
        <TextLink href={to("json")} prefetch={false}>
          {t("run.json")}
        </TextLink>
        <TextLink href={to("html")} prefetch={false}>
          {t("run.html")}
        </TextLink>
        {readEnv().chromiumPath !== undefined && (
          <TextLink href={to("pdf")} prefetch={false}>
            {t("run.pdf")}
          </TextLink>
        )}
        <TextLink href={`${base}/verify`}>{t("verify.link")}</TextLink>
      </p>
    </Notice>
  );
}
