"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { SCOPES } from "../../../../../lib/acceptance/checklist.ts";
import { WHO_KINDS } from "../../../../../lib/acceptance/identity.ts";
import { getRun } from "../../../../../lib/acceptance/run.ts";
import { signRun } from "../../../../../lib/acceptance/sign-run.ts";
import { installationPublicKey } from "../../../../../lib/acceptance/signing-key.ts";
import { verifySigned } from "../../../../../lib/acceptance/statement.ts";
import { cancelRun, pairRun, pauseRun, resumeRun, setAside, startRun } from "../../../../../lib/acceptance/store.ts";
import { ACCEPTANCE_NEEDS, updateAcceptanceRule } from "../../../../../lib/access/production-gate.ts";
import { isUserError } from "../../../../../lib/base/error.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { formAction } from "../../../../_access/form-action.ts";
import { actionProject, requestLanguage } from "../../../../_access/request.ts";
import { type RunView, runView, type SampleView, sampleView } from "./run-view.ts";

/** The choice of events is one list: a kind, or `journey:` with its id. */
function scopeIn(text: string) {
  const journeyId = text.startsWith("journey:") ? text.slice("journey:".length) : undefined;
  if (journeyId !== undefined) return { kind: "journey", journeyId } as const;
  return { kind: SCOPES.find((kind) => kind === text && kind !== "journey") ?? "planned" };
}

/** Starts a run and leads to it. */
export const startRunAction = formAction(async (form, language) => {
  const source = form.required("source");
  const kind = form.choice("who", WHO_KINDS);
  const id = form.text("id", 300);
  const at = form.required("at");
  const release = form.text("release");
  const scope = scopeIn(form.raw("scope"));
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const run = await startRun(project, { source, who: { kind, id }, at, release, scope });
  redirect(`/${language}/${project.slug}/acceptance/${run.id}`);
});

/** A run as it stands; nothing where it has ended or its branch is gone: the page then shows what became of it. */
export async function loadRunAction(slug: string, run: string): Promise<RunView | undefined> {
  const project = await actionProject(slug, "viewer");
  const { state } = await getRun(project, String(run));
  if (state !== "running" && state !== "paused") {
    refresh();
    return undefined;
  }
  return runView(project, String(run), await requestLanguage());
}

/** One call of a run; nothing where it is not there any more. */
export async function loadSampleAction(slug: string, run: string, uid: number): Promise<SampleView | undefined> {
  const project = await actionProject(slug, "viewer");
  const { state } = await getRun(project, String(run));
  const asked = { uid: Number(uid), isSigned: state === "signed" };
  return sampleView(project, String(run), asked, await requestLanguage()).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") return undefined;
    throw error;
  });
}

export const pairRunAction = formAction(async (form) => {
  const project = await actionProject(form.raw("project"), "editor");
  await pairRun(project, form.raw("run"), Number(form.raw("uid")));
  refresh();
  return {};
});

export const pauseRunAction = formAction(async (form) => {
  const project = await actionProject(form.raw("project"), "editor");
  await pauseRun(project, form.raw("run"));
  refresh();
  return {};
});

export const resumeRunAction = formAction(async (form) => {
  const project = await actionProject(form.raw("project"), "editor");
  await resumeRun(project, form.raw("run"));
  refresh();
  return {};
});

export const cancelRunAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "editor");
  await cancelRun(project, form.raw("run"));
  refresh();
  return { message: translator(language, "acceptance")("run.cancelled") };
});

export const setAsideAction = formAction(async (form, language) => {
  const eventId = form.raw("event");
  const again = form.raw("again") === "1";
  const reason = again ? "" : form.required("reason", 1000);
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  await setAside(project, form.raw("run"), { eventId, reason: again ? null : reason });
  refresh();
  return { message: translator(language, "acceptance")(again ? "run.waitedAgain" : "run.asideDone") };
});

export const signRunAction = formAction(async (form, language) => {
  const signature = { name: form.required("name"), role: form.text("role"), note: form.text("note", 4000) };
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  await signRun(project, form.raw("run"), signature);
  refresh();
  return { message: translator(language, "acceptance")("run.signed") };
});

export const updateRuleAction = formAction(async (form, language) => {
  const acceptanceNeed = form.choice("acceptanceNeed", ACCEPTANCE_NEEDS);
  const acceptanceDays = Number(form.required("acceptanceDays", 4));
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  await updateAcceptanceRule(project, { acceptanceNeed, acceptanceDays });
  refresh();
  return { message: translator(language, "acceptance")("rule.saved") };
});

export interface VerifyAnswer {
  readonly tone: "info" | "warning" | "danger";
  readonly text: string;
  /** What was signed. */
  readonly told?: string;
}

const WHY = { unreadable: "unreadable", key: "keyFault", signature: "signature", format: "format" } as const;

/** Checks the text of a signed result. */
export async function verifyResultAction(slug: string, content: string): Promise<VerifyAnswer> {
  const project = await actionProject(slug, "viewer");
  const language = await requestLanguage();
  const t = translator(language, "acceptance");
  const { publicKey } = await installationPublicKey();
  const found = verifySigned(String(content), publicKey);
  if (!found.valid) return { tone: "danger", text: t(`verify.${WHY[found.why]}`) };
  const { source, release, outcome, counts, signedBy, endedAt } = found.statement;
  const date = formatterOf(language, project.timeZone).dateTime(new Date(endedAt), { dateStyle: "long" });
  const told = t("verify.told", {
    source: source.name,
    release: release === "" ? t("run.noRelease") : release,
    outcome: t(`state.${outcome}`),
    conformant: counts.conformant,
    total: counts.total,
    name: signedBy.name,
    date,
  });
  return found.trusted
    ? { tone: "info", text: t("verify.good"), told }
    : { tone: "warning", text: t("verify.elsewhere", { id: found.keyId }), told };
}
