"use server";

import { refresh } from "next/cache";
import { importUpload } from "../../../../../../lib/archive/uploaded-archive.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { formAction } from "../../../../../_access/form-action.ts";
import { actionProject } from "../../../../../_access/request.ts";

/** Opens the archive that was sent as a new workspace. */
export const importArchiveAction = formAction(async (form, language) => {
  const { actor } = await actionProject(form.raw("project"), "viewer");
  const imported = await importUpload({ actor, dataDir: readEnv().dataDir }, form.raw("upload"));
  refresh();
  return { message: translator(language, "archive")("imported", { name: imported.name }) };
});
