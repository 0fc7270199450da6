import type { Metadata } from "next";
import { minutesOf } from "../../../../../../../../lib/document/minutes.ts";
import { translator } from "../../../../../../../../lib/i18n/translator.ts";
import { PageHeader } from "../../../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../../../_ui/text-provider.tsx";
import { openWorkshop, type WorkshopPageProps } from "../../open-workshop.ts";
import { MinutesActs } from "./minutes-acts.tsx";
import { MinutesView } from "./minutes-view.tsx";

export async function generateMetadata(props: WorkshopPageProps): Promise<Metadata> {
  const { opened, kept } = await openWorkshop(props);
  return { title: translator(opened.language, "workshop")("minutes.of", { title: kept.workshop.title }) };
}

/** The minutes of a workshop, to be read and printed in the reader's language. */
export default async function MinutesPage(props: WorkshopPageProps) {
  const { opened, kept, gaps } = await openWorkshop(props);
  const { language, view } = opened;
  const t = translator(language, "workshop");
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-8 print:overflow-visible">
      <PageHeader
        title={kept.workshop.title}
        text={t("minutes.title")}
        actions={
          <TextProvider language={language} areas={["workshop"]}>
            <MinutesActs slug={view.slug} id={kept.id} branch={kept.outcome?.branch} />
          </TextProvider>
        }
      />
      <MinutesView language={language} minutes={minutesOf(kept, gaps, language)} />
    </div>
  );
}
