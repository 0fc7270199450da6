/** Generated code for screens and the API, kept in memory by what it was made of. */

import { eventFiles, publishedEvent } from "../../codegen/event-files.ts";
import type { GeneratedFiles } from "../../codegen/file.ts";
import type { Target, TargetOptions } from "../../codegen/targets.ts";
import { codePlace } from "../../codegen/thread/make-code.ts";
import { processState } from "../../lib/base/process-state.ts";
import type { Plan, PlanEvent, PublishedPlan } from "../../lib/plan/plan.ts";

/** A whole SDK of a large plan takes some megabytes; what one event makes of it takes none. */
const KEPT_MAX = { whole: 8, event: 500 };

/** What was asked for last stays, the rest is made again. */
function kept(kind: keyof typeof KEPT_MAX, key: string, make: () => Promise<GeneratedFiles>): Promise<GeneratedFiles> {
  const known = processState(`generatedCode.${kind}`, () => new Map<string, Promise<GeneratedFiles>>());
  const making = known.get(key) ?? make();
  known.delete(key);
  known.set(key, making);
  const [oldest] = known.keys();
  if (known.size > KEPT_MAX[kind] && oldest !== undefined) known.delete(oldest);
  // What was refused is asked again: another version of the program may take it.
  making.catch(() => known.get(key) === making && known.delete(key));
  return making;
}

/** All files of a target, or of every one in a folder of its name. */
export function wholeCode(
  published: PublishedPlan,
  target: Target | "all",
  options: Partial<TargetOptions> = {},
): Promise<GeneratedFiles> {
  const { hash, version, plan } = published;
  const key = `${target} ${plan.slug} ${version} ${hash} ${JSON.stringify(options)}`;
  return kept("whole", key, () => codePlace().files(published, target, options));
}

/** The files of one event, as they would be published after `previous`. */
export function codeOfEvent(
  plan: Plan,
  event: PlanEvent,
  target: Target,
  previous: PublishedPlan | undefined,
): Promise<GeneratedFiles> {
  const published = publishedEvent(plan, event, previous);
  const key = `${target} ${event.id} ${plan.slug} ${published.version} ${published.hash}`;
  return kept("event", key, () => eventFiles(published, event.id, target));
}
