import type { Metadata } from "next";
import { FORMATS } from "../../../../../../lib/format/detect.ts";
import { FORMAT_NAMES } from "../../../../../../lib/format/format.ts";
import { COLUMN_NAMES, COLUMNS, LOCALIZED_COLUMNS } from "../../../../../../lib/format/spreadsheet/column.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { LANGUAGES, type Language } from "../../../../../../lib/plan/plan.ts";
import { openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { PlanScreen, screenMetadata } from "../screen.tsx";
import { StartFromTemplate } from "../templates/start-from-template.tsx";
import { exportLossAction, previewImportAction, runImportAction } from "./actions.ts";
import { ExportList } from "./export-list.tsx";
import { ImportWizard } from "./import-wizard.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "import");
}

/** What a column of a spreadsheet can be taken for. */
function columnChoices(language: Language): readonly { id: string; label: string }[] {
  const t = translator(language, "plan");
  return [
    { id: "ignore", label: t("import.ignore") },
    ...COLUMN_NAMES.map((name) => ({ id: name, label: COLUMNS[name].label[language] })),
    ...LOCALIZED_COLUMNS.flatMap((name) =>
      LANGUAGES.map((one) => ({
        id: `${name}.${one}`,
        label: `${COLUMNS[name].label[language]} (${t(`language.${one}`)})`,
      })),
    ),
  ];
}

export default async function ImportPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  const { language, view } = opened;
  const t = translator(language, "plan");
  return (
    <PlanScreen opened={opened} name="import">
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-6">
        {view.editable && (
          <section aria-label={t("import.title")} className="mb-8">
            <h2 className="mb-2 font-semibold text-title">{t("import.title")}</h2>
            <ImportWizard
              slug={view.slug}
              branch={view.branch}
              columns={columnChoices(language)}
              preview={previewImportAction}
              run={runImportAction}
            />
            <div className="mt-4">
              <StartFromTemplate />
            </div>
          </section>
        )}
        <section aria-label={t("export.title")}>
          <h2 className="mb-2 font-semibold text-title">{t("export.title")}</h2>
          <ExportList
            slug={view.slug}
            branch={view.branch}
            formats={FORMAT_NAMES.map((name) => ({ name, label: FORMATS[name].label[language] }))}
            loss={exportLossAction}
          />
        </section>
      </div>
    </PlanScreen>
  );
}
