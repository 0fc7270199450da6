import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { workspaceOf } from "../../../../../../../lib/access/authorize.ts";
import { type AuthorizedProject, mayActAs } from "../../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { OBJECT_KINDS, objectsOf } from "../../../../../../../lib/plan/edit-tree.ts";
import { listVersions } from "../../../../../../../lib/plan/store-version.ts";
import { idsHere } from "../../../../../../../lib/template/house-back.ts";
import { type OpenedHouse, openHouseTemplate } from "../../../../../../../lib/template/store-house.ts";
import { type HouseGround, houseGround } from "../../../../../../../lib/template/store-house-save.ts";
import { placementIn } from "../../../../../../../lib/template/store-house-standing.ts";
import { type PageQuery, pageQuery } from "../../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../../_access/request.ts";
import { localizedText } from "../../../../../../_ui/localized-text.ts";
import { PageHeader } from "../../../../../../_ui/page-header.tsx";
import { TextLink } from "../../../../../../_ui/text-link.tsx";
import { TextProvider } from "../../../../../../_ui/text-provider.tsx";
import { RoleNotice } from "../../../settings/role-notice.tsx";
import { openPlanPage, type PlanPageProps } from "../../branch-view.ts";
import { versionIn } from "../house/[house]/version-in.ts";
import { saveHouseAction } from "../house-actions.ts";
import { SaveForm, type SaveStart } from "../save-form.tsx";
import { takeables } from "../takeable.ts";
import { planHref } from "../template-href.ts";

export async function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "house")("save.title") };
}

/** Throws "not found" for what is not there, as a page does. */
async function found<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}

async function nextOf(project: AuthorizedProject, { template }: PageQuery): Promise<OpenedHouse | undefined> {
  if (template === undefined || template === "") return undefined;
  const house = await found(openHouseTemplate(project, template));
  if (!house.workspace.own) notFound();
  return house;
}

/** What the form begins with: the texts and the choice of the version before, as far as they are still there. */
function startOf(house: OpenedHouse | undefined, idHere: (id: string) => string): SaveStart {
  if (house === undefined) return { name: {}, description: {}, chosen: undefined, standards: false };
  const { plan, cohorts, standards } = house.content;
  const objects = OBJECT_KINDS.flatMap((kind) => objectsOf(plan, kind).map(({ id }) => id as string));
  const chosen = [...objects, ...cohorts.map(({ key }) => key)].map(idHere);
  return { name: house.name, description: house.description, chosen, standards };
}

/** By an id of the version before, the one of the same object in this project. */
async function idsOfTemplate(project: AuthorizedProject, house: OpenedHouse | undefined, ground: HouseGround) {
  if (house === undefined) return (id: string) => id;
  return idsHere(house.content, ground, await placementIn(project, house));
}

/** A new template of the house, or the next version of one: what it takes, and how it is called. */
export default async function SaveTemplatePage(props: PlanPageProps) {
  const query = await pageQuery(props.searchParams);
  const { language, project, view } = await openPlanPage(props);
  const version = versionIn(query.at);
  const [ground, house, workspace, versions] = await Promise.all([
    found(houseGround(project, { branch: view.branch, version })),
    nextOf(project, query),
    workspaceOf(project),
    listVersions(project),
  ]);
  const idHere = await idsOfTemplate(project, house, ground);
  const t = translator(language, "house");
  const title =
    house === undefined
      ? t("save.title")
      : t("save.titleNext", { version: house.latestVersion + 1, name: localizedText(house.name, language) });
  return (
    <TextProvider language={language} areas={["house", "plan"]}>
      <div className="min-h-0 flex-1 overflow-y-auto pb-8">
        <PageHeader
          title={title}
          text={t("save.text", { workspace: workspace.name })}
          actions={<TextLink href={planHref(language, view, "templates")}>{t("one.back")}</TextLink>}
        />
        <div className="px-4">
          {mayActAs(project.role, "editor") ? (
            <SaveForm
              slug={project.slug}
              branch={view.branch}
              version={version}
              versions={versions.map((one) => one.version)}
              template={house && { id: house.id, next: house.latestVersion + 1 }}
              items={takeables(ground.plan, ground.cohorts, language)}
              start={startOf(house, idHere)}
              save={saveHouseAction}
            />
          ) : (
            <RoleNotice language={language} own={project.role} needs="editor" hidden />
          )}
        </div>
      </div>
    </TextProvider>
  );
}
