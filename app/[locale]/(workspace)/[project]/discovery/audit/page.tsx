import type { Metadata } from "next";
import { listSources } from "../../../../../../lib/access/source.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { AUDIT_BYTES } from "../../../../../../lib/discovery/run-audit.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { latestVersionNumber } from "../../../../../../lib/plan/store-version.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { type DiscoveryProps, openDiscovery } from "../page-of.ts";
import { AuditDesk } from "./audit-desk.tsx";

export async function generateMetadata(props: DiscoveryProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "discovery")("audit.screen") };
}

/** A file, or a source, that becomes an audit to hand over. */
export default async function AuditPage(props: DiscoveryProps) {
  const { language, project, t, base } = await openDiscovery(props);
  const [sources, version] = await Promise.all([
    listSources(project, { archived: true }),
    latestVersionNumber(project.projectId),
  ]);
  return (
    <>
      <PageHeader
        title={t("audit.screen")}
        text={t("audit.screenText")}
        actions={<LinkButton href={base}>{t("event.back")}</LinkButton>}
      />
      <div className="max-w-xl px-4 pb-8">
        <TextProvider language={language} areas={["discovery"]}>
          <AuditDesk
            address={`${base}/audit/file`}
            mostBytes={AUDIT_BYTES}
            sources={sources.map(({ slug, name }) => ({ value: slug, label: name || slug }))}
            hasPlan={version > 0}
            hasPdf={readEnv().chromiumPath !== undefined}
          />
        </TextProvider>
      </div>
    </>
  );
}
