"use server";

import { UserError } from "../../../../../lib/base/error.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { endLettersBy } from "../../../../../lib/notify/unsubscribe.ts";
import { formAction } from "../../../../_access/form-action.ts";

/** Ends the letters that the link at the end of one is about. The link alone says whose: nobody need be signed in. */
export const endLettersAction = formAction(async (form, language) => {
  const every = form.raw("every") === "yes";
  const letters = await endLettersBy(form.raw("token"), every);
  if (letters === undefined) throw new UserError("not_found");
  const t = translator(language, "notify");
  if (letters.kind === "digest") return { message: t("end.digest") };
  const project = letters.project?.name ?? "";
  return {
    message: every ? t("end.doneAll", { project }) : t("end.kind", { project, kind: t(`kinds.${letters.kind}`) }),
  };
});
