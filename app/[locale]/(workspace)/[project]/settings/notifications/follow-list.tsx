import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { type Follow, followName, ownersOf } from "../../../../../../lib/notify/follow.ts";
import { noticePath } from "../../../../../../lib/notify/notice-sentence.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import { ActionForm, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { FilterForm } from "../../../../../_ui/filter-form.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { HiddenLabel } from "../hidden-label.tsx";
import { followThingAction, unfollowAction } from "./actions.ts";

interface Props {
  readonly language: Language;
  readonly project: AuthorizedProject;
  /** The address of this page. */
  readonly path: string;
  readonly search: string;
  readonly follows: readonly Follow[];
  readonly plan: Plan;
  /** Open ones, main among them. */
  readonly branches: readonly string[];
}

/** What one follows: searched, ended, added to. */
export function FollowList(props: Props) {
  const { language, path, search, follows } = props;
  const t = translator(language, "notify");
  const palette = translator(language, "settings");
  return (
    <section className="border-t pt-4 pb-8">
      <div className="px-4 pb-3">
        <h2 className="font-semibold">{t("settings.followTitle")}</h2>
        <p className="max-w-reading text-grey-7">{t("settings.followText")}</p>
      </div>
      {follows.length > 0 && (
        <FilterForm
          path={path}
          query={search}
          search={{ label: t("settings.search"), hint: "", value: search, className: "w-72" }}
          apply={palette("audit.apply")}
          clear={search === "" ? undefined : palette("audit.clear")}
        />
      )}
      <FollowTable {...props} />
      <AddFollow {...props} />
    </section>
  );
}

function FollowTable({ language, project, plan, search, follows }: Props) {
  const t = translator(language, "notify");
  const format = formatterOf(language, project.timeZone);
  const named = follows.map((one) => ({
    ...one,
    name:
      one.kind === "plan" ? t("settings.wholePlan") : (followName(plan, one) ?? t("settings.gone", { id: one.target })),
  }));
  const wanted = search.trim().toLowerCase();
  const rows = named.filter(({ name }) => name.toLowerCase().includes(wanted));
  const place = ({ kind, target }: Follow) =>
    noticePath(project.slug, {
      kind: "changed",
      payload: kind === "event" ? { event: target } : kind === "branch" ? { branch: target } : {},
    });
  if (follows.length > 0 && rows.length === 0) return <p className="px-4 py-2 text-grey-7">{t("settings.noMatch")}</p>;
  return (
    <Table
      caption={t("settings.followTitle")}
      rows={rows}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("settings.followNone")} text={t("settings.followNoneText")} className="pt-2 pb-4" />}
      columns={[
        {
          key: "name",
          label: t("settings.what"),
          heading: true,
          className: "break-words",
          cell: (row) => <TextLink href={`/${language}${place(row)}`}>{row.name}</TextLink>,
        },
        { key: "kind", label: t("settings.kindOf"), cell: (row) => t(`settings.${row.kind}`) },
        {
          key: "since",
          label: t("settings.since"),
          cell: (row) => format.dateTime(row.createdAt, { dateStyle: "medium" }),
        },
        {
          key: "actions",
          label: <HiddenLabel>{t("settings.actions")}</HiddenLabel>,
          align: "end",
          cell: (row) => (
            <ActionForm action={unfollowAction} label={`${t("settings.unfollow")}, ${row.name}`}>
              <input type="hidden" name="project" value={project.slug} />
              <input type="hidden" name="kind" value={row.kind} />
              <input type="hidden" name="target" value={row.target} />
              <div>
                <SubmitButton tone="quiet" size="small">
                  {t("settings.unfollow")}
                  <span className="sr-only">, {row.name}</span>
                </SubmitButton>
              </div>
            </ActionForm>
          ),
        },
      ]}
    />
  );
}

function AddFollow({ language, project, plan, branches, follows }: Props) {
  const t = translator(language, "notify");
  const known = new Set(follows.map(({ kind, target }) => `${kind}:${target}`));
  const options = [
    { value: "plan:", label: t("settings.wholePlan") },
    ...ownersOf(plan).map((owner) => ({ value: `owner:${owner}`, label: `${t("settings.owner")} · ${owner}` })),
    ...branches.map((name) => ({ value: `branch:${name}`, label: `${t("settings.branch")} · ${name}` })),
  ].filter(({ value }) => !known.has(value) && !known.has(value.trim().toLowerCase()));
  if (options.length === 0) return null;
  return (
    <ActionForm action={followThingAction} label={t("settings.addTitle")} className="max-w-lg px-4 pt-4">
      <h3 className="font-semibold">{t("settings.addTitle")}</h3>
      <FormMessage />
      <input type="hidden" name="project" value={project.slug} />
      <FormSelect name="what" label={t("settings.addWhat")} options={options} />
      <div>
        <SubmitButton tone="plain">{t("settings.add")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
