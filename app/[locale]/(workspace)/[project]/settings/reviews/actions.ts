"use server";

import { refresh } from "next/cache";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { updateReviewRules } from "../../../../../../lib/review/settings.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import { actionProject } from "../../../../../_access/request.ts";

const COUNTS = ["0", "1", "2", "3", "4", "5"] as const;

/** How many approvals a branch needs, and whether main changes by merging alone. */
export const updateReviewRulesAction = formAction(async (form, language) => {
  const requiredApprovals = Number(form.choice("requiredApprovals", COUNTS));
  const mainProtected = form.raw("mainProtected") === "on";
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  await updateReviewRules(project, { requiredApprovals, mainProtected });
  refresh();
  return { message: translator(language, "settings")("saved") };
});
