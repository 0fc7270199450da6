import { type ReactNode, Suspense } from "react";
import type { ReceivedByChange } from "../../../../../../lib/backtest/received-counts.ts";
import { withWitnesses, witnessSides } from "../../../../../../lib/backtest/witness-judge.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Change } from "../../../../../../lib/plan/diff.ts";
import { objectName } from "../../../../../../lib/plan/diff-label.ts";
import type { Severity } from "../../../../../../lib/plan/diff-table.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import { Badge, type BadgeTone } from "../../../../../_ui/badge.tsx";
import { ReceivedNote } from "./received-note.tsx";
import { type Witnessed, WitnessNote } from "./witness-note.tsx";

const TONE: Readonly<Record<Severity, BadgeTone>> = {
  breaking: "danger",
  compatible: "accent",
  documentation: "neutral",
};
const SEVERITIES = ["breaking", "compatible", "documentation"] as const;
/** Beyond this many the rest of a long list is only counted. */
const SHOWN = 500;
/** Breaking changes shown with a payload that breaks. */
const WITNESSED = 100;

interface Group {
  readonly key: string;
  readonly kind: Change["kind"];
  readonly name: string;
  readonly changes: readonly Change[];
}

/** What the reader calls the object of a change. */
function nameOf({ kind, objectId, objectName: name }: Change, { plans, language }: DiffViewProps): string {
  if (plans === undefined || kind === "plan") return name;
  const { before, after } = plans;
  return objectName(after, kind, objectId, language) ?? objectName(before, kind, objectId, language) ?? name;
}

/** Changes by the object they concern: those with breaking ones first, then in the order of the plan. */
function groups(changes: readonly Change[], props: DiffViewProps): readonly Group[] {
  const byKey = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.kind}/${change.objectId}`;
    byKey.set(key, [...(byKey.get(key) ?? []), change]);
  }
  const list = [...byKey].flatMap(([key, own]) => {
    const [first] = own;
    return first === undefined ? [] : [{ key, kind: first.kind, name: nameOf(first, props), changes: own }];
  });
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

/** A sentence cuts values that are longer. */
const TOLD_WHOLE = 80;

/** Both values of a text that changed, where the sentence only says that it did, or does not hold them whole. */
function ChangedValues({ change }: { change: Change }) {
  const { before, after, severity } = change;
  const texts = [before, after].filter((value) => typeof value === "string");
  const told = change.code !== "text_changed" && texts.every(({ length }) => length <= TOLD_WHOLE);
  if (severity !== "documentation" || texts.length === 0 || told) return null;
  return (
    <span className="mt-0.5 block text-grey-8">
      {typeof before === "string" && <del className="mr-2 decoration-danger-6">{before.slice(0, LONGEST)}</del>}
      {typeof after === "string" && <ins className="no-underline">{after.slice(0, LONGEST)}</ins>}
    </span>
  );
}

interface DiffViewProps {
  readonly changes: readonly Change[];
  /** The plans compared: with them, breaking changes show a payload that breaks. */
  readonly plans?: { readonly before: Plan; readonly after: Plan };
  /** How many received calls each breaking change would refuse; shown when it comes. */
  readonly received?: Promise<ReceivedByChange | undefined>;
  readonly language: Language;
  readonly heading: "h2" | "h3" | "h4";
  /** What stands under the changes of one object, such as its comments. */
  readonly beside?: (object: string, changes: readonly Change[]) => ReactNode;
}

/** What breaks, each with the payload that shows it: searched for while the changes already stand. */
function witnessed(breaking: readonly Change[], { plans }: DiffViewProps): Promise<Witnessed> | undefined {
  if (plans === undefined || breaking.length === 0) return undefined;
  const searching = withWitnesses(breaking.slice(0, WITNESSED), witnessSides(plans.before, plans.after));
  const found = searching.then((list) => new Map(list.map((one, index) => [breaking[index], one])));
  // Whoever leaves the page while it is being written waits for nothing: a failure is told to those who still do.
  found.catch(() => undefined);
  return found;
}

/** What changed between two plans, object by object, in words. */
export function DiffView(props: DiffViewProps) {
  const { heading: Heading } = props;
  const { language } = props;
  const t = translator(language, "plan");
  const evidence = translator(language, "backtest");
  const counting = evidence("received.counting");
  const searching = evidence("witness.searching");
  const shown = props.changes.slice(0, SHOWN);
  const breaking = shown.filter(({ severity }) => severity === "breaking");
  const found = witnessed(breaking, props);
  return (
    <div className="flex flex-col gap-2">
      {groups(shown, props).map((group) => (
        <div key={group.key} id={`change-${group.key.replace("/", "-")}`} className="rounded border">
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
                <div className="min-w-0 flex-1 break-words">
                  {change.propertyName && <span className="font-mono">{change.propertyName} </span>}
                  {change[language]}
                  <ChangedValues change={change} />
                  {found && breaking.includes(change) && (
                    <Suspense fallback={<p className="mt-1 min-h-6 text-grey-7">{searching}</p>}>
                      <WitnessNote found={found} change={change} language={language} />
                    </Suspense>
                  )}
                  {props.received && change.severity === "breaking" && (
                    <Suspense fallback={<p className="text-grey-7">{counting}</p>}>
                      <ReceivedNote change={change} received={props.received} language={language} />
                    </Suspense>
                  )}
                </div>
              </li>
            ))}
          </ul>
          {props.beside?.(group.key, group.changes)}
        </div>
      ))}
      {props.changes.length > SHOWN && (
        <p className="text-grey-7">{t("diff.more", { count: props.changes.length - SHOWN })}</p>
      )}
    </div>
  );
}
