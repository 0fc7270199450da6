import { told } from "../../../../../../lib/document/register-text.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import type { RegisterRow } from "../../../../../../lib/plan/register.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { findingPlace } from "../findings/finding-place.ts";
import { planHref } from "../templates/template-href.ts";
import type { BranchView } from "../view.ts";
import type { ShownRow } from "./register-rows.ts";

const TONES = { pseudonymous: "neutral", personal: "accent", sensitive: "warning" } as const;

interface Props {
  /** Of the screen; `spoken` is that of the document. */
  readonly language: Language;
  readonly spoken: Language;
  readonly view: Pick<BranchView, "slug" | "branch">;
  readonly plan: Plan;
  /** What the plan is called: a version or a draft. */
  readonly label: string;
  readonly rows: readonly ShownRow[];
  readonly all: number;
  readonly search: string;
}

/** Who answers for the data, then a row per category of data: the columns of article 30. */
export function RegisterTable(props: Props) {
  const { language, spoken, plan, view, rows, all, search } = props;
  const t = translator(spoken, "register");
  const own = translator(language, "register");
  const where = ({ path }: RegisterRow) => {
    const { screen, query } = findingPlace(plan, path, language);
    return planHref(language, view, screen, query);
  };
  const missing = <span className="text-violating-7">{t("notSaid")}</span>;
  const shown = rows.slice(0, ROWS_SHOWN);
  return (
    <>
      <div lang={spoken}>
        <General {...props} />
      </div>
      <p className="pb-2 text-grey-7 text-grid print:hidden">
        {own(rows.length === all ? "count" : "countOf", { shown: rows.length, all })}
        {shown.length < rows.length && ` ${own("limited", { shown: shown.length })}`}
      </p>
      <div lang={spoken}>
        <Table
          caption={t("title")}
          className="-mx-4 print:text-label"
          rows={shown}
          rowKey={({ row }) => `${row.path} ${row.privacy} ${row.purpose?.key ?? ""} ${row.retentionDays ?? ""}`}
          empty={<p className="text-grey-7">{own("noMatch", { query: search })}</p>}
          columns={[
            {
              key: "data",
              label: t("column.data"),
              heading: true,
              className: "min-w-40 align-top",
              cell: ({ row, line }) => (
                <>
                  <TextLink href={where(row)}>{line.data}</TextLink>
                  {line.key !== "" && <span className="block wrap-anywhere font-mono text-grey-7">{line.key}</span>}
                  {line.description !== "" && <span className="block text-grey-7">{line.description}</span>}
                </>
              ),
            },
            {
              key: "where",
              label: t("column.where"),
              className: "min-w-36 max-w-64 align-top",
              cell: ({ line }) => <Places where={line.where} more={(count) => t("more", { count })} />,
            },
            {
              key: "purpose",
              label: t("column.purpose"),
              className: "min-w-44 align-top",
              cell: ({ line }) => (
                <>
                  {line.purpose || missing}
                  {line.why !== "" && <span className="block text-grey-7">{line.why}</span>}
                </>
              ),
            },
            {
              key: "basis",
              label: t("column.basis"),
              className: "min-w-28 align-top",
              cell: ({ line }) => line.basis || missing,
            },
            {
              key: "decisions",
              label: t("column.decisions"),
              className: "min-w-36 align-top",
              cell: ({ line }) => line.decisions,
            },
            {
              key: "class",
              label: t("column.class"),
              className: "align-top",
              cell: ({ row, line }) => <Badge tone={TONES[row.privacy]}>{line.class}</Badge>,
            },
            {
              key: "retention",
              label: t("column.retention"),
              className: "align-top",
              cell: ({ line }) => line.retention || missing,
            },
            {
              key: "recipients",
              label: t("column.recipients"),
              className: "min-w-40 align-top",
              cell: ({ line }) => (
                <>
                  {line.recipients || missing}
                  {line.transfers !== "" && (
                    <span className="block text-grey-7">
                      {[
                        `${t("column.transfers")}${spoken === "fr" ? "\u00a0" : ""}: ${line.transfers}`,
                        line.safeguards,
                      ]
                        .filter(Boolean)
                        .join(". ")}
                    </span>
                  )}
                </>
              ),
            },
          ]}
        />
      </div>
    </>
  );
}

/** More than people read on one page: the files hold all. */
const ROWS_SHOWN = 500;
const PLACES_SHOWN = 200;

/** Many events carry the same key: some are named, the rest opens. On paper all are. */
function Places({ where, more }: { where: string; more: (count: number) => string }) {
  if (where.length <= PLACES_SHOWN) return where;
  const at = where.lastIndexOf(", ", PLACES_SHOWN);
  const [first, rest] = [where.slice(0, at), where.slice(at + 2)];
  return (
    <>
      {first}
      <span className="hidden print:inline">, {rest}</span>
      <details className="print:hidden">
        <summary className="min-h-6 cursor-pointer text-grey-7">{more(rest.split(", ").length)}</summary>
        {rest}
      </details>
    </>
  );
}

/** What holds for every row. */
function General({ spoken, plan, label }: Props) {
  const t = translator(spoken, "register");
  const { controller, controllerContact, dataProtectionOfficer, dataSubjects, securityMeasures } = plan.settings;
  const facts = [
    [t("version"), label],
    [t("column.controller"), controller],
    [t("column.contact"), controllerContact],
    [t("column.officer"), dataProtectionOfficer],
    [t("column.people"), told(dataSubjects, spoken)],
    [t("column.security"), told(securityMeasures, spoken)],
  ] as const;
  return (
    <dl className="grid max-w-4xl grid-cols-[auto_1fr] gap-x-4 gap-y-1 pb-4 text-grid max-sm:grid-cols-1">
      {facts.map(
        ([term, said]) =>
          said && (
            <div key={term} className="contents">
              <dt className="text-grey-7">{term}</dt>
              <dd className="break-words">{said}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
