import { Download } from "lucide-react";
import type { Metadata } from "next";
import Form from "next/form";
import { notFound } from "next/navigation";
import type { GeneratedFiles } from "../../../../../../codegen/file.ts";
import { installLines } from "../../../../../../codegen/install-lines.ts";
import type { Target } from "../../../../../../codegen/targets.ts";
import { limitRate } from "../../../../../../lib/access/rate-limit.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { isUserError, type UserError } from "../../../../../../lib/base/error.ts";
import { generateCommand } from "../../../../../../lib/document/call-example.ts";
import type { AreaText } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { PublishedPlan } from "../../../../../../lib/plan/plan.ts";
import { pageQuery } from "../../../../../_access/page-query.ts";
import { openProjectPage } from "../../../../../_access/project-page.ts";
import { refusalTexts } from "../../../../../_access/refusal-text.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { wholeCode } from "../../../../../_code/generated.ts";
import { targetName, targetOf, targetOptions } from "../../../../../_code/target-name.ts";
import { listChoices } from "../../../../../_hand-over/chosen-plan.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { buttonStyle } from "../../../../../_ui/button-style.ts";
import { CodeBlock } from "../../../../../_ui/code-block.tsx";
import { FilterSelect } from "../../../../../_ui/filter-form.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import type { SelectOption } from "../../../../../_ui/select.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import type { PlanPageProps } from "../branch-view.ts";
import { type ChosenCode, chosenCode } from "./chosen-code.ts";
import { FileList } from "./file-list.tsx";
import { FileView } from "./file-view.tsx";

export async function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "code")("title") };
}

/** The files, or why there are none. */
async function filesOf(published: PublishedPlan, target: Target, person: string): Promise<GeneratedFiles | UserError> {
  try {
    await limitRate("compare", person);
    return await wholeCode(published, target);
  } catch (error) {
    if (isUserError(error)) return error;
    throw error;
  }
}

/** Which plan, in which language, and the ways to take its code along. */
function CodeBar(props: {
  base: string;
  target: Target;
  at: string;
  choices: readonly SelectOption[];
  t: AreaText<"code">;
}) {
  const { base, target, at, choices, t } = props;
  const archive = (which: string) => `${base}/download?${new URLSearchParams({ at, target: which })}`;
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-3 px-4 pb-4">
      <Form action={base} key={`${at} ${target}`} className="flex flex-wrap items-end gap-3">
        <FilterSelect name="at" label={t("at")} value={at} options={choices} className="w-44" />
        <FilterSelect name="target" label={t("target")} value={target} options={targetOptions()} className="w-44" />
        <Button type="submit">{t("show")}</Button>
      </Form>
      <div className="flex flex-wrap gap-2">
        <a className={buttonStyle({})} href={archive(target)} download>
          <Download aria-hidden />
          {t("zip", { target: targetName(target) })}
        </a>
        <a className={buttonStyle({})} href={archive("all")} download>
          <Download aria-hidden />
          {t("zipAll")}
        </a>
      </div>
    </div>
  );
}

/** How the code gets into an application: from this installation as a package, and as files of one's own. */
function Install(props: { chosen: ChosenCode; slug: string; target: Target; t: AreaText<"code"> }) {
  const { chosen, slug, target, t } = props;
  const { version, at } = chosen;
  const host = readEnv().publicUrl;
  const ways = [
    ...(version === undefined ? [] : [{ label: t("asPackage"), code: installLines(target, { host, slug, version }) }]),
    { label: t("asFiles"), code: generateCommand({ slug: `${slug}@${at}` }, target) },
  ];
  return (
    <section aria-labelledby="install" className="max-w-4xl px-4 pb-4">
      <h2 id="install" className="mb-1 font-semibold">
        {t("install")}
      </h2>
      <div className="flex flex-col gap-2">
        {ways.map(({ label, code }) => (
          <div key={label}>
            <h3 className="mb-1 text-grey-8 text-grid">{label}</h3>
            <CodeBlock code={code} language="bash" label={label} />
          </div>
        ))}
      </div>
    </section>
  );
}

/** The whole generated code of a version or a draft, file by file. */
export default async function CodePage(props: PlanPageProps) {
  const { language, project, t, base } = await openProjectPage(props, "code", "plan/code");
  const query = await pageQuery(props.searchParams);
  const [chosen, choices] = await Promise.all([
    chosenCode(project, query.at || query.branch || undefined),
    listChoices(project, language),
  ]);
  if (chosen === undefined) notFound();
  const { at, published } = chosen;
  const target = targetOf(query.target);
  const files = await filesOf(published, target, project.actor.id);
  const brief = `/${language}/${project.slug}/plan/documents/brief?target=${target}`;
  const header = (
    <>
      <PageHeader
        title={t("title")}
        text={
          <>
            {t("text")} <TextLink href={brief}>{t("changes")}</TextLink>
          </>
        }
      />
      <CodeBar {...{ base, target, at, choices, t }} />
    </>
  );
  if (isUserError(files))
    return (
      <>
        {header}
        <Notice tone="danger" title={t("refused")} className="mx-4 max-w-4xl">
          <ul className="list-disc pl-5">
            {refusalTexts(files, language).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Notice>
      </>
    );
  const paths = [...files.keys()];
  const path = query.file !== undefined && files.has(query.file) ? query.file : (paths[0] ?? "");
  const address = new URLSearchParams({ at, target });
  const file = new URLSearchParams({ at, target, file: path });
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-8">
      {header}
      <Install chosen={chosen} slug={project.slug} target={target} t={t} />
      <div className="flex gap-6 px-4 max-lg:flex-col lg:items-start">
        <div className="flex max-h-[38rem] shrink-0 flex-col lg:w-72">
          <FileList key={`${at} ${target}`} paths={paths} current={path} href={`${base}?${address}`} />
        </div>
        <FileView path={path} text={files.get(path) ?? ""} address={`${base}/download?${file}`} t={t} />
      </div>
    </div>
  );
}
