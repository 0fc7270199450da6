"use server";

import { TZDate } from "@date-fns/tz";
import { refresh } from "next/cache";
import { createShareLink, revokeShareLink } from "../../../../../../lib/access/share-link.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { SECTIONS } from "../../../../../../lib/document/section.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import { actionProject } from "../../../../../_access/request.ts";
import { versionIn } from "./address.ts";

/** The end of a day YYYY-MM-DD where the project is; the beginning of time for what is no day, which no link may end on. */
function endOf(day: string, timeZone: string): Date {
  const [year = 0, month = 0, date = 0] = /^\d{4}-\d{2}-\d{2}$/.test(day) ? day.split("-").map(Number) : [];
  return year === 0 ? new Date(0) : new Date(new TZDate(year, month - 1, date + 1, timeZone).getTime());
}

/** A new public link; the answer shows its address, once. */
export const createShareLinkAction = formAction(async (form, language) => {
  const name = form.required("name");
  const version = versionIn(form.text("version"), 1) ?? null;
  const shown = form.choice("language", LANGUAGES);
  const sections = form.choices("section", SECTIONS);
  const day = form.required("expiresAt");
  const passphrase = form.raw("passphrase");
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const { path } = await createShareLink(project, {
    name,
    version,
    language: shown,
    sections,
    expiresAt: endOf(day, project.timeZone),
    ...(passphrase === "" ? {} : { passphrase }),
  });
  refresh();
  const label = translator(language, "document")("share.made", { name });
  return { shown: { address: `${readEnv().publicUrl}${path}`, "address.label": label } };
});

export const revokeShareLinkAction = formAction(async (form, language) => {
  await revokeShareLink(await actionProject(form.raw("project"), "editor"), form.raw("link"));
  refresh();
  return { message: translator(language, "document")("share.revokedDone", { name: form.text("name") }) };
});
