/** Where code is made for those who ask over the network: of a large plan it takes seconds, in which nobody else may wait. */

import { setProcessState } from "../../lib/base/process-state.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import type { GeneratedFiles } from "../file.ts";
import type { Target, TargetOptions } from "../targets.ts";

/** What applications install: a package of a language, or the sources of a target. */
export type PackageForm = "npm" | "wheel" | "go" | { readonly zip: Target };

export type ArchiveKind = "tgz" | "zip" | "json";

/** Plans as JSON: their objects take several times as long to be handed over. */
export interface DraftText {
  readonly plan: string;
  readonly previous?: string;
}

/** What a draft would be published as, but for the plan itself. */
export type Frozen = Omit<PublishedPlan, "plan">;

/** Each throws what generation throws. */
export interface CodePlace {
  frozen(draft: DraftText): Promise<Frozen>;
  files(published: PublishedPlan, target: Target | "all", options?: Partial<TargetOptions>): Promise<GeneratedFiles>;
  /** The files below a folder, as one file; as JSON, from path to text, they stand in no folder. */
  archive(files: GeneratedFiles, folder: string, kind: ArchiveKind): Promise<Uint8Array>;
  packed(published: PublishedPlan, form: PackageForm): Promise<Uint8Array>;
}

export const CODE_PLACE = "codePlace";

/** Called by the server: the pages are bundled apart and have no thread's file beside them. */
export function offerCodePlace(place: CodePlace): void {
  setProcessState(CODE_PLACE, place);
}
