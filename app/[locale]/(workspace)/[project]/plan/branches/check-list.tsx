import { Check, CircleDashed, Info } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import type { OwnerCheck } from "../../../../../../lib/review/owner.ts";
import type { ReviewView } from "../../../../../../lib/review/read.ts";
import { countingApprovals, obstacleText, requestsIn } from "../../../../../../lib/review/review.ts";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import type { ShownFinding } from "../editing/editing-context.tsx";
import { dismissRequestAction } from "./actions.ts";

type Mark = "ok" | "missing" | "decide" | "told";
const MARKS = { ok: Check, missing: CircleDashed, decide: CircleDashed, told: Info } as const;
const INK = {
  ok: "text-conformant-7",
  missing: "text-violating-7",
  decide: "text-violating-7",
  told: "text-grey-7",
} as const;
const NAMED = 3;
const FINDINGS = 8;

interface Props {
  readonly slug: string;
  readonly review: ReviewView;
  /** Whether the reader may dismiss what somebody asked to be changed. */
  readonly mayDismiss: boolean;
  readonly language: Language;
}

/** One thing that is fine, missing, to decide or merely to know; the word says which, the sign repeats it. */
function Line(props: { mark: Mark; language: Language; children: ReactNode; detail?: ReactNode }) {
  const t = translator(props.language, "review");
  const Icon = MARKS[props.mark];
  return (
    <li className="flex items-start gap-2 border-b px-3 py-1.5 text-grid last:border-b-0">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${INK[props.mark]}`} />
      <div className="min-w-0 flex-1 break-words">
        {props.children}
        {props.detail && <div className="text-grey-7">{props.detail}</div>}
      </div>
      <span className="shrink-0 text-grey-7 text-label">{t(`check.${props.mark}`)}</span>
    </li>
  );
}

/** A few names, and how many more there are. */
function few(names: readonly string[], language: Language): string {
  const t = translator(language, "review");
  const shown = names.slice(0, NAMED).join(", ");
  return names.length > NAMED ? t("check.more", { names: shown, count: names.length - NAMED }) : shown;
}

function ownerText({ state, by = "", resolved }: OwnerCheck, language: Language): string {
  const t = translator(language, "review");
  if (resolved.kind === "unknown") {
    const reasons = { nobody: "ownerNobody", cannot_review: "ownerCannot" } as const;
    return t(`check.${reasons[resolved.reason]}`);
  }
  if (state === "approved") return t("check.ownerApproved", { name: by });
  if (state === "author") return t("check.ownerAuthor", { name: by });
  if (resolved.kind === "namesakes") {
    return t("check.ownerSeveral", { emails: formatterOf(language).list(resolved.people.map(({ email }) => email)) });
  }
  const names = formatterOf(language).list(
    resolved.people.map(({ name }) => name),
    { type: "disjunction" },
  );
  return t("check.ownerMissing", { names });
}

function OwnerLine({ check, language }: { check: OwnerCheck; language: Language }) {
  const t = translator(language, "review");
  const mark = check.state === "missing" ? "missing" : check.state === "unknown" ? "told" : "ok";
  const names = check.objects.map((object) => object[language]);
  const touches = t("check.touches", { names: few(names, language) });
  return (
    <Line mark={mark} language={language} detail={`${ownerText(check, language)} · ${touches}`}>
      {t("check.owner", { owner: check.owner })}
    </Line>
  );
}

function Approvals({ slug, review, mayDismiss, language }: Props) {
  const t = translator(language, "review");
  const { facts, obstacles } = review;
  const approvals = countingApprovals(facts);
  const by = approvals.map(({ personName }) => personName);
  const need = facts.requiredApprovals;
  return (
    <>
      {obstacles.some(({ code }) => code === "not_asked") && (
        <Line mark="missing" language={language}>
          {t("check.notAsked")}
        </Line>
      )}
      <Line
        mark={need === 0 ? "told" : by.length >= need ? "ok" : "missing"}
        language={language}
        detail={by.length > 0 && t("check.by", { names: by.join(", ") })}
      >
        {need === 0 ? t("check.none") : t("check.approvals", { have: by.length, need })}
      </Line>
      {requestsIn(facts.standing).map(({ personId, personName: name }) => (
        <Line key={personId} mark="missing" language={language} detail={t("check.requestHolds")}>
          {t("check.requests", { names: name })}
          {mayDismiss && (
            <ConfirmAction
              action={dismissRequestAction}
              fields={{ project: slug, branch: review.branch.name, person: personId, name }}
              title={t("act.dismissTitle", { name })}
              description={t("act.dismissText")}
              verb={t("act.dismiss")}
              ariaLabel={t("act.dismissOne", { name })}
            />
          )}
        </Line>
      ))}
    </>
  );
}

/** What the rules find in the branch and not on main; it takes a while after an edit of a large plan. */
type FindFindings = () => Promise<readonly ShownFinding[]>;

async function Findings({ find, language }: { find: FindFindings; language: Language }) {
  const findings = await find();
  const t = translator(language, "review");
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const list = (
    <ul>
      {findings.slice(0, FINDINGS).map(({ rule, path, text }) => (
        <li key={`${rule} ${path}`}>{text}</li>
      ))}
      {findings.length > FINDINGS && <li>{t("check.findingsMore", { count: findings.length - FINDINGS })}</li>}
    </ul>
  );
  return (
    <Line mark={findings.length === 0 ? "ok" : "told"} language={language} detail={findings.length > 0 && list}>
      {t("check.findings", { count: findings.length })}
      {errors > 0 && `, ${t("check.findingsErrors", { count: errors })}`}
    </Line>
  );
}

/** What the latest recorded traffic says of the branch: missing where the project requires more, fine where nothing newly fails. */
function BacktestLine({ slug, review, language }: Omit<Props, "mayDismiss">) {
  const t = translator(language, "review");
  const { facts, branch, obstacles } = review;
  const href = `/${language}/${slug}/plan/backtest?branch=${encodeURIComponent(branch.name)}`;
  const missing = obstacles.find(({ code }) => code === "backtest");
  const { stale = null, failing = 0 } = facts.backtest ?? {};
  const fine = facts.backtest !== undefined && stale === null && (failing === 0 || facts.mostNewlyFailing !== null);
  const text = facts.backtest === undefined ? "backtestNone" : stale === null ? "backtest" : "backtestStale";
  return (
    <Line
      mark={missing ? "missing" : fine ? "ok" : "told"}
      language={language}
      detail={missing && obstacleText(missing)[language]}
    >
      {t(`check.${text}`, { count: failing })}{" "}
      <TextLink href={href}>{translator(language, "backtest")("open")}</TextLink>
    </Line>
  );
}

/** What a merge needs, line by line: verdicts, owners, the state of main, the rules. */
export function CheckList(props: Props & { findings: FindFindings }) {
  const { review, language } = props;
  const t = translator(language, "review");
  const { preview, facts } = review;
  const clashes = preview.conflicts.length;
  return (
    <section aria-labelledby="checks" className="w-full">
      <h2 id="checks" className="mb-1 font-semibold">
        {t("check.title")}
      </h2>
      <ul className="rounded border">
        <Approvals {...props} />
        {facts.owners.map((check) => (
          <OwnerLine key={check.owner} check={check} language={language} />
        ))}
        {preview.baseGone ? (
          <Line mark="missing" language={language}>
            {t("check.baseGone")}
          </Line>
        ) : (
          <Line mark={clashes > 0 ? "decide" : "ok"} language={language}>
            {clashes > 0 ? t("check.conflicts", { count: clashes }) : t("check.noConflict")}
          </Line>
        )}
        <Line mark={preview.behind > 0 ? "told" : "ok"} language={language}>
          {preview.behind > 0 ? t("check.behind", { count: preview.behind }) : t("check.upToDate")}
        </Line>
        <Suspense
          fallback={
            <Line mark="told" language={language}>
              {t("check.findingsSoon")}
            </Line>
          }
        >
          <Findings find={props.findings} language={language} />
        </Suspense>
        <BacktestLine {...props} />
      </ul>
    </section>
  );
}
