"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { limitRate } from "../../../../../lib/access/rate-limit.ts";
import {
  archiveSource,
  createSource,
  ENVIRONMENTS,
  LIMIT_MAX,
  PLATFORMS,
  restoreSource,
  SOURCE_MODES,
  UNPLANNED_RULES,
  updateSource,
} from "../../../../../lib/access/source.ts";
import { revokeWriteKey, rotateWriteKey } from "../../../../../lib/access/write-key.ts";
import { isUserError, UserError } from "../../../../../lib/base/error.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { dryRunEnforcement } from "../../../../../lib/ingest/dry-run.ts";
import { DRY_RUN_STEP_MS, type DryRun } from "../../../../../lib/ingest/dry-run-result.ts";
import { type EnforcementRule, STRIPS } from "../../../../../lib/plan/enforcement.ts";
import { enforcementRulesSchema, enforcementSchema } from "../../../../../lib/plan/enforcement-schema.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import type { VersionRule } from "../../../../../lib/plan/version-rule.ts";
import { formAction } from "../../../../_access/form-action.ts";
import type { FormReader } from "../../../../_access/form-reader.ts";
import { refusalTexts } from "../../../../_access/refusal-text.ts";
import { actionProject, requestLanguage } from "../../../../_access/request.ts";
import type { SelectOption } from "../../../../_ui/select.tsx";
import { type Arrivals, type AskedArrivals, arrivalsOf } from "./arrivals.ts";
import { sourceChoices, versionChoices } from "./page-of.ts";

function sourceFields(form: FormReader) {
  return {
    name: form.required("name"),
    platform: form.choice("platform", PLATFORMS),
    environment: form.choice("environment", ENVIRONMENTS),
    mode: form.choice("mode", SOURCE_MODES),
    strip: form.choice("strip", STRIPS),
    unplanned: form.choice("unplanned", UNPLANNED_RULES),
    versionRule: form.required("versionRule") as VersionRule,
    eventsPerSecond: form.whole("eventsPerSecond", LIMIT_MAX),
    eventsPerDay: form.whole("eventsPerDay", LIMIT_MAX),
  };
}

/** A new source; leads to its page, which waits for the first event. */
export const createSourceAction = formAction(async (form, language) => {
  const fields = sourceFields(form);
  const override = form.text("override");
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const source = await createSource(project, { ...fields, override });
  redirect(`/${language}/${project.slug}/sources/${source.slug}`);
});

/** What somebody else set meanwhile, as the form writes it, and the way on. */
function inWords(error: unknown): unknown {
  if (!isUserError(error) || error.code !== "stale_revision") return error;
  const stored = error.data.stored as Readonly<Record<string, string>>;
  const said = (path: string, language: Language): string => {
    const t = translator(language, "source");
    const choices: Readonly<Record<string, readonly SelectOption[]>> = {
      ...sourceChoices(t),
      versionRule: versionChoices(t, [Number(stored.versionRule)]),
    };
    const value = choices[path]?.find((choice) => choice.value === stored[path])?.label ?? stored[path] ?? "";
    return t("settings.stale", { value });
  };
  const fields = error.fields.map(({ path }) => ({ path, en: said(path, "en"), fr: said(path, "fr") }));
  return new UserError(error.code, { fields, data: error.data });
}

function wrongRules(): UserError {
  const [en, fr] = (["en", "fr"] as const).map((language) => translator(language, "source")("rules.wrong"));
  return new UserError("invalid_input", { fields: [{ path: "", en: en ?? "", fr: fr ?? "" }] });
}

function rulesOf(form: FormReader): readonly EnforcementRule[] {
  const read = enforcementRulesSchema.safeParse(form.json("rules"));
  if (read.success) return read.data;
  throw wrongRules();
}

export const updateSourceAction = formAction(async (form, language) => {
  const fields = sourceFields(form);
  const rules = rulesOf(form);
  const { eventsPerSecond, eventsPerDay, ...told } = form.begun();
  const begun = {
    ...{ ...told, rules: form.raw("rulesBegun") },
    ...(eventsPerSecond === undefined ? {} : { eventsPerSecond: Number(eventsPerSecond) }),
    ...(eventsPerDay === undefined ? {} : { eventsPerDay: Number(eventsPerDay) }),
  };
  const override = form.text("override");
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  await updateSource(project, form.raw("source"), { ...fields, rules }, begun, override).catch((error: unknown) => {
    throw inWords(error);
  });
  refresh();
  return { message: translator(language, "source")("settings.saved") };
});

export const rotateKeyAction = formAction(async (form, language) => {
  await rotateWriteKey(await actionProject(form.raw("project"), "editor"), form.raw("source"));
  refresh();
  return { message: translator(language, "source")("keys.rotated") };
});

export const revokeKeyAction = formAction(async (form, language) => {
  await revokeWriteKey(await actionProject(form.raw("project"), "admin"), form.raw("source"), form.raw("key"));
  refresh();
  return { message: translator(language, "source")("keys.revoked") };
});

export const archiveSourceAction = formAction(async (form, language) => {
  await archiveSource(await actionProject(form.raw("project"), "admin"), form.raw("source"));
  refresh();
  return { message: translator(language, "source")("archive.done") };
});

export const restoreSourceAction = formAction(async (form, language) => {
  await restoreSource(await actionProject(form.raw("project"), "admin"), form.raw("source"));
  refresh();
  return { message: translator(language, "source")("archive.restored") };
});

/** What arrived at a source after an event, newest first. */
export async function loadArrivalsAction(
  slug: string,
  source: string,
  afterUid: number,
  asked: AskedArrivals = {},
): Promise<Arrivals> {
  const project = await actionProject(slug, "viewer");
  return arrivalsOf(project, source, await requestLanguage(), afterUid, asked);
}

/** One day of a dry run, the one before `until`; the last one without it. `refused` says why there is none. */
export async function dryRunAction(
  slug: string,
  source: string,
  asked: unknown,
  until?: number,
): Promise<{ readonly found: DryRun } | { readonly refused: readonly string[] }> {
  const project = await actionProject(slug, "viewer");
  await limitRate("compare", project.actor.id);
  // What a browser sends need not be what the types say.
  const choice = enforcementSchema.safeParse(asked);
  if (!choice.success) return { refused: refusalTexts(wrongRules(), await requestLanguage()) };
  const end = typeof until === "number" && Number.isFinite(until) ? until : undefined;
  const range = { from: (end ?? Date.now()) - DRY_RUN_STEP_MS, until: end };
  return { found: await dryRunEnforcement(project, String(source), choice.data, range) };
}
