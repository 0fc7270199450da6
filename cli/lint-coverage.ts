/** What `gabarit lint --coverage` tells besides findings: decisions without events, what serves nothing, critical events, who a person is. */

import { type ToldCoverage, toldCoverage } from "../lib/document/coverage-told.ts";
import { localized, translator } from "../lib/i18n/translator.ts";
import { coverageOf, unseenEvidence } from "../lib/plan/coverage.ts";
import type { CliContext } from "./context.ts";
import { note, printLine } from "./output.ts";
import { loadPlan, parseReference } from "./plan-source.ts";
import { fetchCoverage } from "./server-api.ts";

/** Of a file nobody knows what saved questions read, and when. */
export async function loadCoverage(context: CliContext, reference: string): Promise<ToldCoverage> {
  const parsed = parseReference(context, reference);
  if (!("file" in parsed)) return fetchCoverage(context, parsed.slug, parsed.at ?? "main");
  const plan = await loadPlan(context, reference);
  note(context, context.t("lint.unseen"));
  return toldCoverage(plan, coverageOf(plan, unseenEvidence()));
}

/** The figures, each list that has something in it, and what is missing. */
export async function printCoverage(context: CliContext, told: ToldCoverage): Promise<void> {
  const { language } = context;
  const t = translator(language, "coverage");
  const { decisions, servingNothing, idle, critical, canonicalUserId, counted, gaps } = told;
  const proved = idle.filter(({ isProved }) => isProved);
  const line = (text: string) => printLine(context, text);
  const figure = (label: string, part: number, whole: number) =>
    line(context.t("lint.fact", { term: label, text: t("of", { part, whole }) }));
  const list = async (title: string, names: readonly string[]) => {
    if (names.length > 0) await line(context.t("lint.list", { title }));
    for (const name of names) await line(`  ${name}`);
  };
  await line("");
  await figure(t("decisions.figure"), decisions.filter(({ isFed }) => isFed).length, decisions.length);
  await figure(t("events.figure"), counted.events - servingNothing.length, counted.events);
  await figure(t("idle.figure"), counted.properties - idle.length, counted.properties);
  const bare = decisions.filter(({ isFed }) => !isFed);
  await list(
    t("decisions.noEvent"),
    bare.map(({ id, name }) => localized(name, language, id)),
  );
  await list(
    t("events.title"),
    servingNothing.map(({ name }) => name),
  );
  await list(
    t("idle.proved"),
    proved.map(({ name, of }) => `${of.name}: ${name}`),
  );
  await list(
    t("critical.title"),
    critical.map(({ name }) => name),
  );
  await line(context.t("lint.fact", { term: t("person.title"), text: canonicalUserId ?? t("person.missing") }));
  await list(
    t("gaps.title", { count: gaps.length }),
    gaps.map((gap) => gap[language]),
  );
  if (gaps.length === 0) await line(t("gaps.none"));
}
