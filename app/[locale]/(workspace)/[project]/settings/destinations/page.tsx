import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { listSources } from "../../../../../../lib/access/source.ts";
import { DESTINATION_KINDS } from "../../../../../../lib/destination/destination.ts";
import { type Destination, listDestinations } from "../../../../../../lib/destination/store.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { ActionForm, FormMessage, FormReveal, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { type Opened, openSettings, type SettingsProps, settingsMetadata } from "../page-of.ts";
import { RoleNotice } from "../role-notice.tsx";
import { createDestinationAction } from "./actions.ts";
import { DestinationFields } from "./destination-fields.tsx";
import { DestinationState } from "./destination-state.tsx";

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "destinations");

/** Other tools that what conforms is passed on to. */
export default async function DestinationsPage(props: SettingsProps) {
  const opened = await openSettings(props);
  const { language, project } = opened;
  const t = translator(language, "destination");
  const header = <PageHeader title={t("title")} text={t("text")} />;
  if (!mayActAs(project.role, "admin"))
    return (
      <>
        {header}
        <RoleNotice language={language} own={project.role} needs="admin" hidden />
      </>
    );
  return (
    <>
      {header}
      <DestinationTable {...opened} destinations={await listDestinations(project)} />
      <NewDestination {...opened} />
    </>
  );
}

function DestinationTable({
  language,
  project,
  base,
  destinations,
}: Opened & { destinations: readonly Destination[] }) {
  const t = translator(language, "destination");
  const format = formatterOf(language, project.timeZone);
  return (
    <Table
      caption={t("title")}
      rows={destinations}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("none")} text={t("noneText")} className="pt-2 pb-4" />}
      columns={[
        {
          key: "name",
          label: t("name"),
          heading: true,
          className: "break-words",
          cell: (row) => <TextLink href={`${base}/destinations/${row.id}`}>{row.name}</TextLink>,
        },
        { key: "kind", label: t("kind"), cell: (row) => t(`kinds.${row.kind}`) },
        {
          key: "address",
          label: t("url"),
          cell: (row) => <code className="break-all font-mono">{row.address}</code>,
        },
        {
          key: "state",
          label: t("state"),
          cell: (row) => <DestinationState language={language} timeZone={project.timeZone} destination={row} />,
        },
        { key: "sent", label: t("sent"), align: "end", cell: (row) => format.number(row.sent) },
        { key: "dead", label: t("dead"), align: "end", cell: (row) => format.number(row.dead) },
      ]}
    />
  );
}

async function NewDestination({ language, project }: Opened) {
  const t = translator(language, "destination");
  return (
    <ActionForm action={createDestinationAction} clears label={t("new")} className="max-w-lg px-4 pt-4 pb-8">
      <h2 className="font-semibold">{t("new")}</h2>
      <FormMessage />
      <FormReveal name="secret" hint={t("secretHint")} copyLabel={t("copy")} />
      <input type="hidden" name="project" value={project.slug} />
      <FormSelect
        name="kind"
        label={t("kind")}
        hint={t("kindHint")}
        defaultValue="segment"
        options={DESTINATION_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <DestinationFields language={language} sources={await listSources(project)} />
      <div>
        <SubmitButton>{t("create")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
