import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Change } from "../../../../../../lib/plan/diff.ts";
import type { Severity } from "../../../../../../lib/plan/diff-table.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { Badge, type BadgeTone } from "../../../../../_ui/badge.tsx";

const TONE: Readonly<Record<Severity, BadgeTone>> = {
  breaking: "danger",
  compatible: "accent",
  documentation: "neutral",
};
const SEVERITIES = ["breaking", "compatible", "documentation"] as const;
/** Beyond this many the rest of a long list is only counted. */
const SHOWN = 500;

interface Group {
  readonly key: string;
  readonly kind: Change["kind"];
  readonly name: string;
  readonly changes: readonly Change[];
}

/** Changes by the object they concern: those with breaking ones first, then in the order of the plan. */
function groups(changes: readonly Change[]): readonly Group[] {
  const byKey = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.kind}/${change.objectId}`;
    byKey.set(key, [...(byKey.get(key) ?? []), change]);
  }
  const list = [...byKey].map(([key, own]) => ({
    key,
    kind: own[0]?.kind ?? "plan",
    name: own[0]?.objectName ?? "",
    changes: own,
  }));
  const breaks = (group: Group) => Number(group.changes.some((change) => change.severity === "breaking"));
  return list.sort((a, b) => breaks(b) - breaks(a));
}

/** How many changes of each severity, in words. */
export function DiffSummary(props: { changes: readonly Change[]; language: Language }) {
  const t = translator(props.language, "plan");
  if (props.changes.length === 0) return <p className="text-grey-7">{t("diff.none")}</p>;
  return (
    <p className="flex flex-wrap gap-2">
      {SEVERITIES.map((severity) => {
        const count = props.changes.filter((change) => change.severity === severity).length;
        return (
          count > 0 && (
            <Badge key={severity} tone={TONE[severity]}>
              {t(`diff.count.${severity}`, { count })}
            </Badge>
          )
        );
      })}
    </p>
  );
}

const LONGEST = 400;

/** Both values of a text that changed: the sentence only says that it did. */
function ChangedValues({ change }: { change: Change }) {
  const { before, after, severity } = change;
  if (severity !== "documentation" || (typeof before !== "string" && typeof after !== "string")) return null;
  return (
    <span className="mt-0.5 block text-grey-8">
      {typeof before === "string" && <del className="mr-2 decoration-danger-6">{before.slice(0, LONGEST)}</del>}
      {typeof after === "string" && <ins className="no-underline">{after.slice(0, LONGEST)}</ins>}
    </span>
  );
}

/** What changed between two plans, object by object, in words. */
export function DiffView(props: { changes: readonly Change[]; language: Language; heading: "h2" | "h3" }) {
  const { heading: Heading } = props;
  const { language } = props;
  const t = translator(language, "plan");
  const shown = props.changes.slice(0, SHOWN);
  return (
    <div className="flex flex-col gap-2">
      {groups(shown).map((group) => (
        <div key={group.key} className="rounded border">
          <Heading className="flex flex-wrap items-baseline gap-2 border-b bg-grey-2 px-3 py-1.5">
            <span className="min-w-0 break-words font-medium">{group.name}</span>
            <span className="text-grey-7 text-label">{t(`object.${group.kind}`)}</span>
          </Heading>
          <ul>
            {group.changes.map((change) => (
              <li
                key={`${change.code} ${change.path} ${change[language]}`}
                className="flex items-start gap-2 border-b px-3 py-1.5 text-grid last:border-b-0"
              >
                <Badge tone={TONE[change.severity]} className="shrink-0">
                  {t(`diff.severity.${change.severity}`)}
                </Badge>
                <span className="min-w-0 break-words">
                  {change.propertyName && <span className="font-mono">{change.propertyName} </span>}
                  {change[language]}
                  <ChangedValues change={change} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {props.changes.length > SHOWN && (
        <p className="text-grey-7">{t("diff.more", { count: props.changes.length - SHOWN })}</p>
      )}
    </div>
  );
}
