import { type AuthorizedProject, mayActAs } from "../../../../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../../../../lib/i18n/translator.ts";
import { findObject } from "../../../../../../../../lib/plan/edit-tree.ts";
import type { MergeConflict } from "../../../../../../../../lib/plan/merge.ts";
import type { Language, Plan } from "../../../../../../../../lib/plan/plan.ts";
import type { DecidedHouse } from "../../../../../../../../lib/template/house-decided.ts";
import type { Collision } from "../../../../../../../../lib/template/house-place.ts";
import type { OpenedHouse } from "../../../../../../../../lib/template/store-house.ts";
import type { HousePreview } from "../../../../../../../../lib/template/store-house-apply.ts";
import { localizedText } from "../../../../../../../_ui/localized-text.ts";
import { shownConflicts } from "../../../branches/shown-conflicts.ts";
import { DiffSummary, DiffView } from "../../../diff/diff-view.tsx";
import { applyHouseAction } from "../../house-actions.ts";
import { HouseApplyForm } from "../../house-apply-form.tsx";
import { applyIntro } from "./apply-intro.ts";

/** An object of the template as the reader calls it. */
function nameIn(plan: Plan, { kind, id, name }: Collision, language: Language): string {
  const own = findObject(plan, kind, id)?.name ?? name;
  return typeof own === "string" ? own : localizedText(own, language, name);
}

/** What it is called in the plan, where nobody would find it there under the template's name. */
function otherName({ by, name, mine }: Collision): string | undefined {
  return by === "rename" || mine === name ? undefined : mine;
}

/** What a version would change on main, whose parts hold where both have them, and writing it to a branch. */
export function HouseApply(props: {
  project: AuthorizedProject;
  house: OpenedHouse;
  language: Language;
  name: string;
  decided: DecidedHouse;
  unread: number;
  outcome: HousePreview;
  conflicts: readonly MergeConflict[];
}) {
  const { project, house, language, name, decided, outcome } = props;
  const t = translator(language, "house");
  const { version } = house.shown;
  const { changes, before, after, collisions, settings, problems, updates, revision } = outcome;
  const title = updates
    ? t("apply.titleUpdate", { version, project: project.name })
    : t("apply.title", { project: project.name });
  const { conflicts } = shownConflicts(props.conflicts, before, language);
  return (
    <section aria-labelledby="apply">
      <h2 id="apply" className="font-semibold">
        {title}
      </h2>
      <p className="mb-2 text-grey-7">{t(applyIntro(changes.length, conflicts.length, collisions.length))}</p>
      <HouseApplyForm
        slug={project.slug}
        template={{ id: house.id, name, version }}
        revision={revision}
        decided={decided}
        unread={props.unread}
        collisions={collisions.map((one) => ({
          ...{ id: one.id, kind: one.kind, by: one.by, free: one.free },
          name: nameIn(house.content.plan, one, language),
          mine: otherName(one),
        }))}
        settings={settings?.choice}
        conflicts={conflicts.filter(({ decidable }) => decidable)}
        problems={[
          ...problems.map((problem) => problem[language]),
          ...conflicts.filter(({ decidable }) => !decidable).map(({ label, text }) => `${label} · ${text}`),
        ]}
        changes={changes.length}
        mayApply={mayActAs(project.role, "editor")}
        apply={applyHouseAction}
      />
      {changes.length > 0 && (
        <div className="mt-4 max-w-4xl">
          <h3 className="mb-1 font-medium">{t("apply.changes")}</h3>
          <DiffSummary changes={changes} language={language} />
          <div className="mt-2">
            <DiffView changes={changes} plans={{ before, after }} language={language} heading="h4" />
          </div>
        </div>
      )}
    </section>
  );
}
