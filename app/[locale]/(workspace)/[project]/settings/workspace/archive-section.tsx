import { Suspense } from "react";
import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { ownsInstallation } from "../../../../../../lib/access/installation.ts";
import { estimateEvents } from "../../../../../../lib/archive/export-events.ts";
import { UPLOAD_MB_MAX } from "../../../../../../lib/archive/uploaded-archive.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { ArchiveDownload, EventEstimate } from "./archive-download.tsx";
import { ArchiveImport } from "./archive-import.tsx";

/** The workspace out as one archive, and another one in: for owners. */
export async function ArchiveSection(props: { language: Language; project: AuthorizedProject; workspaceSlug: string }) {
  const { language, project } = props;
  if (project.role !== "owner") return null;
  const t = translator(language, "archive");
  const address = `/${language}/${project.slug}/settings/workspace/archive`;
  return (
    <TextProvider language={language} areas={["archive"]} timeZone={project.timeZone}>
      <section className="flex flex-col gap-3 border-t px-4 pt-6 pb-8">
        <div>
          <h2 className="font-semibold">{t("title")}</h2>
          <p className="max-w-reading text-grey-7">{t("text")}</p>
        </div>
        <ArchiveDownload
          address={address}
          name={`${props.workspaceSlug}.tar.gz`}
          hint={
            <Suspense>
              <Estimated workspaceId={project.workspaceId} />
            </Suspense>
          }
        />
        {(await ownsInstallation(project.actor)) && (
          <>
            <div>
              <h3 className="font-semibold">{t("open")}</h3>
              <p className="max-w-reading text-grey-7">{t("openText")}</p>
            </div>
            <ArchiveImport address={address} language={language} megabytesMax={UPLOAD_MB_MAX} />
          </>
        )}
      </section>
    </TextProvider>
  );
}

/** The page does not wait for it. Without the event store there is still everything else to take out. */
async function Estimated({ workspaceId }: { workspaceId: string }) {
  const estimate = await estimateEvents(workspaceId).catch(() => undefined);
  return estimate && <EventEstimate {...estimate} />;
}
