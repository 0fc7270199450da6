import type { Backfill } from "../../../../../../../lib/destination/past.ts";
import type { Destination } from "../../../../../../../lib/destination/store.ts";
import { formatterOf } from "../../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../../../_access/action-form.tsx";
import { ConfirmAction } from "../../../../../../_access/confirm-action.tsx";
import { Badge } from "../../../../../../_ui/badge.tsx";
import { EmptyState } from "../../../../../../_ui/empty-state.tsx";
import { Table } from "../../../../../../_ui/table.tsx";
import type { Opened } from "../../page-of.ts";
import { startBackfillAction, stopBackfillAction } from "../actions.ts";

interface Props extends Opened {
  readonly destination: Destination;
  readonly backfills: readonly Backfill[];
}

const TONES = { running: "warning", done: "good", stopped: "neutral" } as const;

/** What of the past it is sent on request. */
export function Backfills({ language, project, destination, backfills }: Props) {
  const t = translator(language, "destination");
  const format = formatterOf(language, project.timeZone);
  const time = (date: Date) => format.dateTime(date, { dateStyle: "medium", timeStyle: "short" });
  const fields = { project: project.slug, destination: destination.id };
  return (
    <section className="pb-6">
      <div className="px-4 pb-2">
        <h2 className="font-semibold">{t("backfills")}</h2>
        <p className="max-w-reading text-grey-7">{t("backfillsText")}</p>
      </div>
      <Table
        caption={t("backfills")}
        rows={backfills}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t("noBackfill")} text={t("noBackfillText")} className="pt-2 pb-4" />}
        columns={[
          {
            key: "span",
            label: t("span"),
            heading: true,
            cell: (row) => t("spanText", { from: time(row.from), until: time(row.until) }),
          },
          {
            key: "state",
            label: t("state"),
            cell: (row) => <Badge tone={TONES[row.state]}>{t(`backfillStates.${row.state}`)}</Badge>,
          },
          { key: "sent", label: t("sent"), align: "end", cell: (row) => format.number(row.sent) },
          {
            key: "act",
            label: t("act"),
            cell: (row) =>
              row.state === "running" && (
                <ConfirmAction
                  action={stopBackfillAction}
                  fields={{ ...fields, backfill: row.id }}
                  title={t("stopTitle")}
                  description={t("stopText")}
                  verb={t("stop")}
                />
              ),
          },
        ]}
      />
      <ActionForm action={startBackfillAction} clears label={t("startBackfill")} className="max-w-lg px-4 pt-4">
        <FormMessage />
        <input type="hidden" name="project" value={project.slug} />
        <input type="hidden" name="destination" value={destination.id} />
        <div className="flex flex-wrap gap-4">
          <FormField name="from" type="date" label={t("from")} required />
          <FormField name="until" type="date" label={t("until")} required />
        </div>
        <div>
          <SubmitButton tone="plain">{t("startBackfill")}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
