"use server";

import { refresh } from "next/cache";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { updateReviewRules } from "../../../../../../lib/review/settings.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import { actionProject } from "../../../../../_access/request.ts";

const COUNTS = ["0", "1", "2", "3", "4", "5"] as const;

/** As people write a percentage: with a comma or a point; nothing is no limit, and what is no number is none (NaN). */
function percentage(text: string): number | null {
  return text === "" ? null : Number(text.replace(",", ".").replace(/\s*%$/, ""));
}

/** How many approvals and which back-test a branch needs, and whether main changes by merging alone. */
export const updateReviewRulesAction = formAction(async (form, language) => {
  const requiredApprovals = Number(form.choice("requiredApprovals", COUNTS));
  const mainProtected = form.raw("mainProtected") === "on";
  const mostNewlyFailing = percentage(form.text("mostNewlyFailing"));
  const project = await actionProject(form.raw("project"), "admin");
  form.settle();
  await updateReviewRules(project, { requiredApprovals, mainProtected, mostNewlyFailing });
  refresh();
  return { message: translator(language, "settings")("saved") };
});
