import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { formatterOf } from "../../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import type { Erasure } from "../../../../../../../lib/privacy/erasure.ts";
import { getErasure } from "../../../../../../../lib/privacy/store.ts";
import { LinkButton } from "../../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../../_ui/page-header.tsx";
import { Table } from "../../../../../../_ui/table.tsx";
import { type Opened, openSettings, type SettingsProps, settingsMetadata } from "../../page-of.ts";
import { RoleNotice } from "../../role-notice.tsx";
import { ErasureState } from "../erasure-state.tsx";
import { Follow } from "../follow.tsx";
import { PrintReceipt } from "./print-receipt.tsx";

interface Props extends SettingsProps {
  readonly params: Promise<{ locale: string; project: string; erasure: string }>;
}

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "privacy");

const KEPT = ["journal", "cohorts", "answers", "exports"] as const;
const UNREACHED = ["backups", "sent", "others", "message_ids", "damaged"] as const;

/** What an erasure removed, when, and by whom; it never says of whom. */
export default async function ReceiptPage(props: Props) {
  const opened = await openSettings(props);
  const { language, project, base } = opened;
  const t = translator(language, "privacy");
  if (!mayActAs(project.role, "admin"))
    return (
      <>
        <PageHeader title={t("receipt.title")} />
        <RoleNotice language={language} own={project.role} needs="admin" hidden />
      </>
    );
  const erasure = await getErasure(project, (await props.params).erasure).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  });
  return (
    <>
      <PageHeader
        title={t("receipt.title")}
        text={t("receipt.text")}
        actions={
          <span className="flex flex-wrap gap-2 print:hidden">
            <PrintReceipt label={t("receipt.print")} />
            <LinkButton href={`${base}/privacy`}>{t("receipt.back")}</LinkButton>
          </span>
        }
      />
      <Facts opened={opened} erasure={erasure} />
      <Table
        caption={t("receipt.places")}
        rows={erasure.removed}
        rowKey={({ place }) => place}
        columns={[
          { key: "place", label: t("receipt.place"), heading: true, cell: ({ place }) => t(`place.${place}`) },
          {
            key: "count",
            label: t("receipt.count"),
            align: "end",
            cell: ({ place, count }) => (
              <span data-removed={place}>{formatterOf(language, project.timeZone).number(count)}</span>
            ),
          },
        ]}
      />
      <Sentences title={t("receipt.nothingKept")} sentences={KEPT.map((key) => t(`kept.${key}`))} />
      <Sentences title={t("receipt.notReached")} sentences={UNREACHED.map((key) => t(`unreached.${key}`))} />
      {erasure.state !== "done" && <Follow />}
    </>
  );
}

function Facts({ opened, erasure }: { opened: Opened; erasure: Erasure }) {
  const { language, project } = opened;
  const t = translator(language, "privacy");
  const format = formatterOf(language, project.timeZone);
  const instant = (at: Date | null) =>
    at === null ? t("receipt.pending") : format.dateTime(at, { dateStyle: "long", timeStyle: "medium" });
  const facts = [
    ["number", erasure.id],
    ["project", project.name],
    ["by", erasure.startedByName],
    ["asked", instant(erasure.startedAt)],
    ["cut", instant(erasure.cutAt)],
    ["removed", instant(erasure.removedAt)],
    ["finished", instant(erasure.finishedAt)],
    ["ids", format.number(erasure.ids)],
  ] as const;
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-1 px-4 pb-4 sm:grid-cols-[max-content_1fr]">
      <dt className="text-grey-7">{t("list.state")}</dt>
      <dd>
        <ErasureState language={language} erasure={erasure} />
      </dd>
      {facts.map(([key, value]) => (
        <div key={key} className="contents">
          <dt className="text-grey-7">{t(`receipt.${key}`)}</dt>
          <dd className="break-words" data-fact={key}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <section className="max-w-reading px-4 pt-4 last:pb-8">
      <h2 className="font-semibold">{title}</h2>
      <ul className="list-disc pl-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
