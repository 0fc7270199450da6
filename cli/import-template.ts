/**
 * `gabarit import --template`: the plan of an industry, to a plan file or to a branch on the server; or a template of a house
 * that was exported, to a plan file.
 */

import { systemClock } from "../lib/base/clock.ts";
import { isUserError } from "../lib/base/error.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { emptyPlan } from "../lib/plan/new-object.ts";
import type { Plan } from "../lib/plan/plan.ts";
import { planWithTemplate } from "../lib/template/apply.ts";
import type { Template } from "../lib/template/build.ts";
import { findTemplate, TEMPLATES } from "../lib/template/catalogue.ts";
import type { HouseContent } from "../lib/template/house.ts";
import { planWithHouse } from "../lib/template/house-apply.ts";
import { isHouseFile, readHouseFile } from "../lib/template/house-file.ts";
import { sampleTraffic } from "../lib/template/sample/traffic.ts";
import { type CliContext, CliFailure, type ExitCode } from "./context.ts";
import { note, planFileOptions, printJson, printLine, readTextIfThere, writeOutput } from "./output.ts";
import { readTarget, writeTarget } from "./plan-target.ts";
import { applyTemplateToBranch } from "./server-api.ts";

export interface TemplateImport {
  readonly template: string;
  readonly sample?: string;
  readonly out?: string;
  readonly plan?: string;
  readonly branch: string;
  readonly slug?: string;
  readonly json?: boolean;
}

const SAMPLE_PEOPLE = 300;

/** What is in the plan file or folder already, else a plan with nothing in it. */
async function startOf(context: CliContext, { out, slug }: TemplateImport, fallback: string) {
  const previous = out === undefined ? undefined : await readTarget(context, out, "import.brokenTarget");
  if (previous === undefined) return { plan: emptyPlan(slug ?? fallback), previous };
  return { plan: { ...previous.plan, slug: slug ?? previous.plan.slug }, previous };
}

async function writeSample(context: CliContext, template: Template, slug: string, path: string): Promise<void> {
  const calls = sampleTraffic(template.plan(slug, context.language), SAMPLE_PEOPLE, systemClock.now());
  await writeOutput(context, path, `${calls.map((call) => JSON.stringify(call)).join("\n")}\n`);
  note(context, context.t("common.written", { path }));
}

async function toServer(context: CliContext, slug: string, options: TemplateImport): Promise<void> {
  const { template, branch, json } = options;
  const outcome = await applyTemplateToBranch(context, { slug, template, branch });
  if (json === true) await printJson(context, outcome);
  else note(context, context.t("import.changed", { count: outcome.changes.length, target: `${slug}@${branch}` }));
}

interface Laying {
  /** The slug of a plan that has none yet. */
  readonly fallback: string;
  readonly lay: (start: Plan) => Plan;
}

async function toFile(context: CliContext, { fallback, lay }: Laying, options: TemplateImport): Promise<void> {
  const { out, json, template } = options;
  const { plan: start, previous } = await startOf(context, options, fallback);
  const plan = lay(start);
  if (out !== undefined) await writeTarget(context, out, plan, previous);
  const told = { template, slug: plan.slug, events: plan.events.length };
  if (json === true) await printJson(context, out === undefined ? { ...told, plan } : told);
  else if (out === undefined) await printLine(context, writePlanFile(plan, planFileOptions(context)).trimEnd());
  else note(context, context.t("common.written", { path: out }));
}

/** The file of a template of a house, where the option names one. */
async function houseText(context: CliContext, path: string): Promise<string | undefined> {
  const text = await readTextIfThere(context, path);
  return text !== undefined && isHouseFile(text) ? text : undefined;
}

/** Told of what the plan keeps as it has it; refused where the outcome would be broken. */
function laidOver(context: CliContext, start: Plan, content: HouseContent, { template }: TemplateImport): Plan {
  const { plan, collisions, problems } = planWithHouse(start, content);
  if (problems.length > 0) {
    const lines = problems.map((problem) => `${problem.path} · ${problem[context.language]}`);
    throw new CliFailure(context.t("import.brokenLaid", { path: template }), lines);
  }
  for (const { name } of collisions) note(context, context.t("import.keptOwn", { name }));
  return plan;
}

async function importHouse(context: CliContext, text: string, options: TemplateImport): Promise<ExitCode> {
  if (options.plan !== undefined || options.sample !== undefined) throw new CliFailure(context.t("import.houseToFile"));
  try {
    const { content, notes } = readHouseFile(text, options.template);
    await toFile(context, { fallback: "plan", lay: (start) => laidOver(context, start, content, options) }, options);
    if (notes !== "") note(context, notes);
    return 0;
  } catch (error) {
    if (!isUserError(error)) throw error;
    const lines = error.fields.map((field) => field[context.language]);
    throw new CliFailure(context.t("import.brokenTemplate", { path: options.template }), lines);
  }
}

export async function importTemplate(context: CliContext, options: TemplateImport): Promise<ExitCode> {
  const template = findTemplate(options.template);
  if (template === undefined) {
    const text = await houseText(context, options.template);
    if (text !== undefined) return importHouse(context, text, options);
    const names = TEMPLATES.map(({ key }) => key).join(", ");
    throw new CliFailure(context.t("import.noTemplate", { name: options.template, names }));
  }
  const lay = (start: Plan) => planWithTemplate(start, template, context.language);
  if (options.plan === undefined) await toFile(context, { fallback: template.key, lay }, options);
  else await toServer(context, options.plan, options);
  if (options.sample !== undefined) await writeSample(context, template, options.plan ?? template.key, options.sample);
  return 0;
}
