"use server";

import { redirect } from "next/navigation";
import { UserError } from "../../../../../lib/base/error.ts";
import { adopt } from "../../../../../lib/discovery/adopt.ts";
import { formAction } from "../../../../_access/form-action.ts";
import { actionProject } from "../../../../_access/request.ts";
import { chosenShape } from "../../../../api/_rest/discovery-shape.ts";
import { filterOf, readAddress } from "./page-of.ts";

/** One row that was ticked. */
function chosenIn(text: string) {
  try {
    return chosenShape.parse(JSON.parse(text));
  } catch (cause) {
    throw new UserError("bad_request", { cause });
  }
}

/** Adds what was ticked to the plan on a branch, and leads there. */
export const adoptAction = formAction(async (form, language) => {
  const branch = form.text("branch", 63);
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const made = await adopt(project, {
    chosen: form.all("chosen").map(chosenIn),
    filter: filterOf(readAddress(Object.fromEntries(new URLSearchParams(form.raw("address"))))),
    branch: branch === "" ? undefined : branch,
    lists: form.raw("lists") === "on",
  });
  redirect(`/${language}/${project.slug}/plan/branches/${encodeURIComponent(made.branch)}`);
});
