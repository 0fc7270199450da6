import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import type { ShareLinkSummary } from "../../../../../../lib/access/share-link.ts";
import { SECTIONS } from "../../../../../../lib/document/section.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import type { VersionSummary } from "../../../../../../lib/plan/store-version.ts";
import {
  ActionForm,
  FormField,
  FormMessage,
  FormReveal,
  FormSelect,
  SubmitButton,
} from "../../../../../_access/action-form.tsx";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { FieldGroup } from "../../../../../_ui/field.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { createShareLinkAction, revokeShareLinkAction } from "./actions.ts";

interface Props {
  readonly language: Language;
  readonly project: AuthorizedProject;
  readonly links: readonly ShareLinkSummary[];
  readonly versions: readonly VersionSummary[];
}

const DEFAULT_DAYS = 30;
const DAY = 86_400_000;

function stateOf({ revokedAt, expiresAt, isSuspended }: ShareLinkSummary) {
  if (revokedAt !== null) return "revoked";
  if (expiresAt.getTime() <= Date.now()) return "expired";
  return isSuspended ? "suspended" : "active";
}

/** Links to the document for people without an account. For editors. */
export function ShareSection(props: Props) {
  const t = translator(props.language, "document");
  return (
    <section aria-labelledby="links">
      <h2 id="links" className="font-semibold text-title">
        {t("share.title")}
      </h2>
      <p className="mb-3 max-w-reading text-grey-7">{t("share.text")}</p>
      <LinkTable {...props} />
      {props.versions.length === 0 ? (
        <p className="text-grey-7">{t("page.noVersion")}</p>
      ) : (
        <NewLink {...props} today={new Date()} />
      )}
    </section>
  );
}

function LinkTable({ language, project, links }: Props) {
  const t = translator(language, "document");
  const format = formatterOf(language, project.timeZone);
  const day = (date: Date | null) => (date === null ? "" : format.dateTime(date, { dateStyle: "medium" }));
  return (
    <Table
      caption={t("share.title")}
      rows={links}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t("share.none")} text={t("share.noneText")} className="pt-2 pb-4" />}
      columns={[
        { key: "name", label: t("share.name"), heading: true, cell: ({ name }) => name, className: "break-words" },
        {
          key: "version",
          label: t("share.version"),
          cell: ({ version }) => (version === null ? t("share.latest") : t("page.version", { version })),
        },
        // The last moment of its last day, not the first after it.
        { key: "expires", label: t("share.expires"), cell: ({ expiresAt }) => day(new Date(expiresAt.getTime() - 1)) },
        { key: "opens", label: t("share.opens"), cell: ({ opens }) => t("share.opensCount", { count: opens }) },
        { key: "lastOpened", label: t("share.lastOpened"), cell: ({ lastOpenedAt }) => day(lastOpenedAt) },
        { key: "by", label: t("share.createdBy"), cell: ({ createdBy }) => createdBy },
        {
          key: "state",
          label: t("share.state"),
          cell: (link) => (
            <>
              <Badge tone={stateOf(link) === "active" ? "good" : "neutral"}>{t(`share.${stateOf(link)}`)}</Badge>
              {link.isProtected && <span className="block text-grey-7 text-label">{t("share.protected")}</span>}
            </>
          ),
        },
        {
          key: "actions",
          label: <span className="sr-only">{t("share.actions")}</span>,
          align: "end",
          cell: (link) =>
            ["active", "suspended"].includes(stateOf(link)) && (
              <ConfirmAction
                action={revokeShareLinkAction}
                fields={{ project: project.slug, link: link.id, name: link.name }}
                title={t("share.revokeTitle", { name: link.name })}
                description={t("share.revokeText")}
                verb={t("share.revoke")}
              />
            ),
        },
      ]}
    />
  );
}

function NewLink({ language, project, versions, today }: Props & { today: Date }) {
  const t = translator(language, "document");
  return (
    <ActionForm action={createShareLinkAction} clears label={t("share.create")} className="max-w-lg gap-3 pt-4">
      <FormMessage />
      <FormReveal name="address" hint={t("share.onceHint")} copyLabel={t("share.copy")} />
      <input type="hidden" name="project" value={project.slug} />
      <FormField name="name" label={t("share.name")} hint={t("share.nameHint")} required maxLength={200} />
      <FormSelect
        name="version"
        label={t("share.version")}
        defaultValue=""
        options={[
          { value: "", label: t("share.latest") },
          ...versions.map(({ version }) => ({ value: String(version), label: t("page.version", { version }) })),
        ]}
      />
      <FormSelect
        name="language"
        label={t("share.language")}
        defaultValue={language}
        options={[
          { value: "en", label: t("page.english") },
          { value: "fr", label: t("page.french") },
        ]}
      />
      <FieldGroup legend={t("page.sections")}>
        {SECTIONS.map((section) => (
          <Checkbox key={section} name="section" value={section} label={t(`section.${section}`)} defaultChecked />
        ))}
      </FieldGroup>
      <FormField
        name="expiresAt"
        type="date"
        label={t("share.expires")}
        hint={t("share.expiresHint")}
        defaultValue={new Date(today.getTime() + DEFAULT_DAYS * DAY).toISOString().slice(0, 10)}
        required
      />
      <FormField
        name="passphrase"
        type="password"
        label={t("share.passphrase")}
        hint={t("share.passphraseHint")}
        autoComplete="new-password"
      />
      <div>
        <SubmitButton>{t("share.create")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
