/** Makes code in this thread, or in the one that this process offers. */

import { processState } from "../../lib/base/process-state.ts";
import { tgz } from "../../lib/base/tar.ts";
import { zip } from "../../lib/base/zip.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { generateChosen } from "../generate.ts";
import { goModule } from "../package/go-module.ts";
import { npmArchive } from "../package/npm-archive.ts";
import { sourceZip } from "../package/source-zip.ts";
import { wheel } from "../package/wheel.ts";
import { CODE_PLACE, type CodePlace, type PackageForm } from "./code-place.ts";

function packed(published: PublishedPlan, form: PackageForm): Promise<Uint8Array> {
  if (form === "npm") return npmArchive(published);
  if (form === "wheel") return wheel(published);
  if (form === "go") return goModule(published);
  return sourceZip(published, form.zip);
}

/** In this thread: where no other may be started. */
export const HERE: CodePlace = {
  files: generateChosen,
  archive: async (files, folder, kind) =>
    kind === "tgz" ? tgz(files, folder) : zip([...files].map(([path, text]) => [`${folder}/${path}`, text])),
  packed,
};

/** A thread where this process offers one. */
export function codePlace(): CodePlace {
  return processState<CodePlace>(CODE_PLACE, () => HERE);
}
