import { type AuditFilter, listAudit } from "../../../../../../lib/access/audit.ts";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { openSettings, type SettingsProps, settingsMetadata } from "../page-of.ts";
import { RoleNotice } from "../role-notice.tsx";
import { AUDIT_AREAS, type AuditAddress, auditAddress, dayRange } from "./audit-address.ts";
import { AuditFilterForm } from "./audit-filter-form.tsx";
import { AuditTable } from "./audit-table.tsx";
import { type AuditReader, actionsSaying } from "./audit-words.ts";

interface Props extends SettingsProps {
  readonly searchParams: Promise<AskedQuery>;
}

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "audit");

function filterOf(address: AuditAddress, { language, timeZone }: AuditReader): AuditFilter {
  const area = AUDIT_AREAS.find((known) => known === address.area);
  return {
    limit: 50,
    ...(address.search ? { search: address.search, searchActions: actionsSaying(language, address.search) } : {}),
    ...(area ? { action: area } : {}),
    ...(address.before ? { before: address.before } : {}),
    ...dayRange(address, timeZone),
  };
}

export default async function AuditPage(props: Props) {
  const { language, project, t, base } = await openSettings(props);
  const header = <PageHeader title={t("audit.title")} text={t("audit.text")} />;
  if (!mayActAs(project.role, "admin"))
    return (
      <>
        {header}
        <RoleNotice language={language} own={project.role} needs="admin" hidden />
      </>
    );
  const address = auditAddress(await pageQuery(props.searchParams));
  const page = await listAudit(project, filterOf(address, { language, timeZone: project.timeZone }));
  const path = `${base}/audit`;
  return (
    <>
      {header}
      <AuditFilterForm language={language} path={path} address={address} />
      <AuditTable language={language} timeZone={project.timeZone} path={path} address={address} page={page} />
    </>
  );
}
