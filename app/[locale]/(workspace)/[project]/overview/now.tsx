import { type ReactNode, Suspense } from "react";
import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import { printable } from "../../../../../lib/base/printable.ts";
import { type AreaText, formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { type Health, loadHealth } from "../../../../../lib/ingest/health.ts";
import type { Language, PublishedPlan } from "../../../../../lib/plan/plan.ts";
import { listViolations, type ViolationPage } from "../../../../../lib/violation/store.ts";
import { GaugeLine } from "../../../../_ui/gauge-line.tsx";
import { Skeleton } from "../../../../_ui/skeleton.tsx";
import { Stat } from "../../../../_ui/stat.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";

const DAYS_7 = 7 * 86_400_000;
const WORST = 5;

interface Place {
  readonly project: AuthorizedProject;
  readonly language: Language;
  /** The address of the project. */
  readonly base: string;
}

function healthLately(project: AuthorizedProject): Promise<Health> {
  return loadHealth(project, { from: new Date(Date.now() - DAYS_7) });
}

/** How many events came in within seven days. */
export async function receivedLately(project: AuthorizedProject): Promise<number> {
  return (await healthLately(project)).total.received;
}

type Text = AreaText<"demo">;

function ReceivedStat(props: { t: Text; base: string; value: ReactNode; gauge: ReactNode }) {
  const { t, base, value, gauge } = props;
  return <Stat label={<TextLink href={`${base}/health`}>{t("received")}</TextLink>} value={value} gauge={gauge} />;
}

function ViolationStat({ t, base, value }: { t: Text; base: string; value: ReactNode }) {
  return <Stat label={<TextLink href={`${base}/violations`}>{t("violations")}</TextLink>} value={value} />;
}

async function Received({ project, language, base }: Place) {
  const { total } = await healthLately(project);
  return (
    <ReceivedStat
      t={translator(language, "demo")}
      base={base}
      value={formatterOf(language, project.timeZone).number(total.received)}
      gauge={<GaugeLine shares={total} href={`${base}/violations`} />}
    />
  );
}

async function ViolationCount(props: Place & { violations: Promise<ViolationPage> }) {
  const { project, language, base } = props;
  const { total } = await props.violations;
  const count = formatterOf(language, project.timeZone).number(total);
  return <ViolationStat t={translator(language, "demo")} base={base} value={<span data-violations>{count}</span>} />;
}

/** The violations that hold the most people out. */
async function Worst({ language, base, violations }: Place & { violations: Promise<ViolationPage> }) {
  const { items } = await violations;
  return (
    <ul className="flex flex-col gap-1 text-grid">
      {items.map((group) => (
        <li key={group.fingerprint} className="flex flex-wrap items-baseline gap-x-2">
          <TextLink href={`${base}/violations/${group.fingerprint}`}>{group.message[language]}</TextLink>
          <code className="max-w-full truncate text-grey-7">{printable(group.eventName)}</code>
        </li>
      ))}
    </ul>
  );
}

function Lines() {
  return (
    <div className="flex flex-col gap-1">
      {Array.from({ length: WORST }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move.
        <Skeleton key={index} className="h-[1lh] w-3/4 text-grid" />
      ))}
    </div>
  );
}

/** The plan, what came in and what was wrong with it. What the event store counts appears when it is counted. */
export function Now(props: Place & { published: PublishedPlan | undefined }) {
  const { published, ...place } = props;
  const { project, language, base } = place;
  const t = translator(language, "demo");
  const format = formatterOf(language, project.timeZone);
  const violations = listViolations(project, { pageSize: WORST, trends: false });
  const pending = <Skeleton className="my-1 h-6 w-14" />;
  return (
    <section aria-labelledby="now" className="flex flex-col gap-3">
      <h2 id="now" className="font-semibold">
        {t("now")}
      </h2>
      <div className="flex flex-wrap gap-x-8 gap-y-3">
        <Stat
          label={<TextLink href={`${base}/plan`}>{t("plan")}</TextLink>}
          value={format.number(published?.plan.events.length ?? 0)}
          note={published === undefined ? t("unpublished") : t("version", { version: published.version })}
        />
        <Suspense fallback={<ReceivedStat t={t} base={base} value={pending} gauge={<div className="h-4" />} />}>
          <Received {...place} />
        </Suspense>
        <Suspense fallback={<ViolationStat t={t} base={base} value={pending} />}>
          <ViolationCount {...place} violations={violations} />
        </Suspense>
      </div>
      <Suspense fallback={<Lines />}>
        <Worst {...place} violations={violations} />
      </Suspense>
    </section>
  );
}
