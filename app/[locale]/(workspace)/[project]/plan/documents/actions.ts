"use server";

import { refresh } from "next/cache";
import { endOfDay } from "../../../../../../lib/access/access-end.ts";
import { createShareLink, revokeShareLink } from "../../../../../../lib/access/share-link.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { SECTIONS } from "../../../../../../lib/document/section.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import { actionProject } from "../../../../../_access/request.ts";
import { versionIn } from "./address.ts";

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
    // No link ends at the beginning of time: what is no day is told at the field.
    expiresAt: endOfDay(day, project.timeZone) ?? new Date(0),
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
