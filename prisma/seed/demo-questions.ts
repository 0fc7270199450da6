/** The demo's cohorts, one per template, and its reports: ordinary saved definitions that anyone may edit. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import { createCohort, listCohorts } from "../../lib/analysis/cohort/store.ts";
import { COHORT_TEMPLATES } from "../../lib/analysis/cohort/templates.ts";
import type { Criterion, Question } from "../../lib/analysis/question.ts";
import { createReport, listReports } from "../../lib/analysis/report-store.ts";
import { REPORT_TEMPLATES } from "../../lib/analysis/report-templates.ts";
import { invariant } from "../../lib/base/error.ts";

interface DemoReport {
  readonly template: keyof typeof REPORT_TEMPLATES;
  readonly question: Question;
}

const RANGE = { lastDays: 60 } as const;

const FUNNEL_STEPS = ["Product Viewed", "Product Added", "Checkout Started", "Order Completed"].map((event) => ({
  event,
}));

const RETENTION = {
  kind: "retention",
  start: { role: "sign_up" },
  return: { role: "log_in" },
  unit: "week",
  periods: 7,
  range: RANGE,
} as const;

/** People whose days for it are over without enough key actions: those whose days still run are in neither report. */
function notActivated(): Criterion {
  const criterion = COHORT_TEMPLATES.find(({ id }) => id === "activation")?.criterion;
  invariant(criterion?.kind === "activation", "a template says who is activated");
  return { ...criterion, group: "not_reached" };
}

function demoReports(activated: string): DemoReport[] {
  return [
    {
      template: "funnel",
      question: {
        kind: "funnel",
        steps: FUNNEL_STEPS,
        within: { value: 7, unit: "day" },
        range: { lastDays: 30 },
        timeToConvert: true,
      },
    },
    {
      template: "activated",
      question: { ...RETENTION, cohort: { cohort: activated } },
    },
    {
      template: "notActivated",
      question: { ...RETENTION, cohort: { criterion: notActivated() } },
    },
    {
      template: "revenue",
      question: {
        kind: "metric",
        event: { role: "purchase" },
        measure: { kind: "sum", property: { propertyRole: "revenue" } },
        interval: "week",
        range: RANGE,
      },
    },
    {
      template: "active",
      question: { kind: "active_users", event: { any: true }, range: { lastDays: 30 } },
    },
  ];
}

/** Creates what is not there yet; a second call changes nothing. */
export async function seedQuestions(project: AuthorizedProject): Promise<void> {
  const cohorts = new Set((await listCohorts(project)).map(({ template }) => template));
  for (const { id, name, description, criterion } of COHORT_TEMPLATES)
    if (!cohorts.has(id))
      await createCohort(project, { name: name.en, description: description.en, criterion, template: id });
  const activated = (await listCohorts(project)).find(({ template }) => template === "activation");
  const reports = new Set((await listReports(project)).map(({ name }) => name));
  for (const { template, question } of demoReports(activated?.id ?? "")) {
    const { name, description } = REPORT_TEMPLATES[template];
    if (!reports.has(name.en)) await createReport(project, { name: name.en, description: description.en, question });
  }
}
