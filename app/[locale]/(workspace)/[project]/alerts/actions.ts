"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { ENVIRONMENTS } from "../../../../../lib/access/source.ts";
import { ALERT_KINDS, ALERT_WINDOWS, type AlertWindow } from "../../../../../lib/alert/alert.ts";
import { checkNow, sendTest } from "../../../../../lib/alert/check.ts";
import { createAlert, deleteAlert, muteAlert, updateAlert } from "../../../../../lib/alert/rule.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { formAction } from "../../../../_access/form-action.ts";
import type { FormReader } from "../../../../_access/form-reader.ts";
import { actionProject } from "../../../../_access/request.ts";
import { foundText } from "./alert-state.tsx";

const MUTE_HOURS = { hour: 1, day: 24, week: 168 } as const;
const HOUR_MS = 3_600_000;

function ruleFields(form: FormReader) {
  const windows = ALERT_WINDOWS.map((minutes) => `${minutes}` as const);
  return {
    name: form.required("name"),
    source: form.text("source") || null,
    environment: form.choice("environment", ["", ...ENVIRONMENTS]) || null,
    eventId: form.text("eventId") || null,
    windowMinutes: Number(form.choice("windowMinutes", windows)) as AlertWindow,
    // As a number is written in either language.
    threshold: Number(form.required("threshold", 20).replace(",", ".")),
  };
}

/** A new rule; leads to its page. */
export const createAlertAction = formAction(async (form, language) => {
  const fields = ruleFields(form);
  const kind = form.choice("kind", ALERT_KINDS);
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const id = await createAlert(project, { ...fields, kind });
  redirect(`/${language}/${project.slug}/alerts/${id}`);
});

export const updateAlertAction = formAction(async (form, language) => {
  const fields = ruleFields(form);
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  await updateAlert(project, form.raw("alert"), fields);
  refresh();
  return { message: translator(language, "alert")("saved") };
});

/** The rule a form is about, for an editor. */
async function named(form: FormReader) {
  return { project: await actionProject(form.raw("project"), "editor"), alert: form.raw("alert") };
}

export const checkAlertAction = formAction(async (form, language) => {
  const { project, alert } = await named(form);
  const rule = await checkNow(project, alert);
  refresh();
  return { message: translator(language, "alert")("checked", { found: foundText(language, rule) }) };
});

export const testAlertAction = formAction(async (form, language) => {
  const { project, alert } = await named(form);
  await sendTest(project, alert);
  return { message: translator(language, "alert")("tested") };
});

export const muteAlertAction = formAction(async (form, language) => {
  const time = form.choice("time", ["hour", "day", "week"]);
  const { project, alert } = await named(form);
  form.settle();
  await muteAlert(project, alert, new Date(Date.now() + MUTE_HOURS[time] * HOUR_MS));
  refresh();
  return { message: translator(language, "alert")("muted") };
});

export const unmuteAlertAction = formAction(async (form, language) => {
  const { project, alert } = await named(form);
  await muteAlert(project, alert, null);
  refresh();
  return { message: translator(language, "alert")("unmuted") };
});

export const deleteAlertAction = formAction(async (form, language) => {
  const { project, alert } = await named(form);
  await deleteAlert(project, alert);
  redirect(`/${language}/${project.slug}/alerts`);
});
