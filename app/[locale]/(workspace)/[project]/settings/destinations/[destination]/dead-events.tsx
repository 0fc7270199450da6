import { DEAD_LISTED, type DeadEvent } from "../../../../../../../lib/destination/past.ts";
import type { Destination } from "../../../../../../../lib/destination/store.ts";
import { formatterOf } from "../../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { ActionForm, FormMessage, SubmitButton } from "../../../../../../_access/action-form.tsx";
import { ConfirmAction } from "../../../../../../_access/confirm-action.tsx";
import { EmptyState } from "../../../../../../_ui/empty-state.tsx";
import { Table } from "../../../../../../_ui/table.tsx";
import type { Opened } from "../../page-of.ts";
import { discardDeadAction, retryDeadAction } from "../actions.ts";

interface Props extends Opened {
  readonly destination: Destination;
  readonly dead: readonly DeadEvent[];
}

/** What the destination refused for good, and why. */
export function DeadEvents({ language, project, destination, dead }: Props) {
  const t = translator(language, "destination");
  const format = formatterOf(language, project.timeZone);
  return (
    <section className="pb-6">
      <div className="px-4 pb-2">
        <h2 className="font-semibold">{t("deadTitle")}</h2>
        <p className="max-w-reading text-grey-7">{t("deadText", { count: DEAD_LISTED })}</p>
      </div>
      {dead.length > 0 && (
        <div className="flex flex-wrap items-start gap-3 px-4 pb-2">
          <ActionForm action={retryDeadAction} label={t("retry")}>
            <FormMessage />
            <input type="hidden" name="project" value={project.slug} />
            <input type="hidden" name="destination" value={destination.id} />
            <SubmitButton tone="plain" size="small">
              {t("retry")}
            </SubmitButton>
          </ActionForm>
          <ConfirmAction
            action={discardDeadAction}
            fields={{ project: project.slug, destination: destination.id }}
            title={t("discardTitle", { count: destination.dead })}
            description={t("discardText")}
            verb={t("discard")}
          />
        </div>
      )}
      <Table
        caption={t("deadTitle")}
        rows={dead}
        rowKey={(row) => row.uid}
        empty={<EmptyState title={t("noDead")} text={t("noDeadText")} className="pt-2 pb-4" />}
        columns={[
          {
            key: "event",
            label: t("event"),
            heading: true,
            cell: (row) => <span translate="no">{row.eventName}</span>,
          },
          {
            key: "when",
            label: t("when"),
            cell: (row) => format.dateTime(row.diedAt, { dateStyle: "medium", timeStyle: "medium" }),
          },
          {
            key: "answer",
            label: t("answer"),
            className: "max-w-96",
            cell: (row) => (
              <span className="block break-words">
                <span className="font-mono">{row.status ?? t("noAnswer")}</span>{" "}
                <span className="text-grey-7" translate="no">
                  {row.reason}
                </span>
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
