/** Makes code in this thread, or in the one that this process offers. */

import { processState } from "../../lib/base/process-state.ts";
import { tgz } from "../../lib/base/tar.ts";
import { zip } from "../../lib/base/zip.ts";
import type { Plan, PublishedPlan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import type { GeneratedFiles } from "../file.ts";
import { generateChosen } from "../generate.ts";
import { goModule } from "../package/go-module.ts";
import { npmArchive } from "../package/npm-archive.ts";
import { sourceZip } from "../package/source-zip.ts";
import { wheel } from "../package/wheel.ts";
import {
  type ArchiveKind,
  CODE_PLACE,
  type CodePlace,
  type DraftText,
  type Frozen,
  type PackageForm,
} from "./code-place.ts";

function packed(published: PublishedPlan, form: PackageForm): Promise<Uint8Array> {
  if (form === "npm") return npmArchive(published);
  if (form === "wheel") return wheel(published);
  if (form === "go") return goModule(published);
  return sourceZip(published, form.zip);
}

function frozenHere({ plan, previous }: DraftText): Frozen {
  const before = previous === undefined ? undefined : (JSON.parse(previous) as PublishedPlan);
  const { version, hash, eventVersions } = freezePlan(JSON.parse(plan) as Plan, before);
  return { version, hash, eventVersions };
}

async function archived(files: GeneratedFiles, folder: string, kind: ArchiveKind): Promise<Uint8Array> {
  if (kind === "json") return new TextEncoder().encode(JSON.stringify({ files: Object.fromEntries(files) }));
  return kind === "tgz" ? tgz(files, folder) : zip([...files].map(([path, text]) => [`${folder}/${path}`, text]));
}

/** In this thread: where no other may be started. */
export const HERE: CodePlace = {
  frozen: async (draft) => frozenHere(draft),
  files: generateChosen,
  archive: archived,
  packed,
};

/** A thread where this process offers one. */
export function codePlace(): CodePlace {
  return processState<CodePlace>(CODE_PLACE, () => HERE);
}

/** A draft as it would be published now. Of a large plan it takes as long as its code does. */
export async function frozenDraft(plan: Plan, previous: PublishedPlan | undefined): Promise<PublishedPlan> {
  const before = previous === undefined ? {} : { previous: JSON.stringify(previous) };
  return { ...(await codePlace().frozen({ plan: JSON.stringify(plan), ...before })), plan };
}
