/** The code of a source's calls before and after the changes of its brief, in one language: only the lines that differ. */

import { setImmediate as turn } from "node:timers/promises";
import { eventFiles, sharedFiles } from "../../codegen/event-files.ts";
import type { GeneratedFiles } from "../../codegen/file.ts";
import type { Target } from "../../codegen/targets.ts";
import { isUserError } from "../base/error.ts";
import { type DiffLine, diffHunks, diffLines } from "../base/line-diff.ts";
import type { LocalizedText, Plan } from "../plan/plan.ts";
import type { BriefItem, BriefSide, SourceBrief } from "./source-brief.ts";

/** One file of the generated code, as far as it differs. */
export interface CodeChange {
  /** The wire name of the event; absent where all calls share the file. */
  readonly event?: string;
  /** Its name now, or the one it had where it is gone. */
  readonly path: string;
  /** Written anew, gone, or neither. */
  readonly whole?: "added" | "removed";
  readonly hunks: readonly (readonly DiffLine[])[];
}

export interface BriefCode {
  readonly target: Target;
  readonly items: ReadonlyMap<BriefItem, readonly CodeChange[]>;
  /** Of user properties, groups and what every call carries. */
  readonly shared: readonly CodeChange[];
  /** Why there is no code of one of the versions in this language. */
  readonly refused: readonly LocalizedText[];
}

/** Data that calls are checked by says nothing of how they are written. */
const SPECS = /(?:^|\/)specs\//;

/** Files by the same path belong together; of those that remain, in turn: a renamed event has another file. */
function pairs(before: GeneratedFiles, after: GeneratedFiles): [string | undefined, string | undefined][] {
  const [old, now] = [before, after].map((files) => [...files.keys()].filter((path) => !SPECS.test(path)));
  const gone = (old ?? []).filter((path) => !after.has(path));
  const come = (now ?? []).filter((path) => !before.has(path));
  const kept = (now ?? []).filter((path) => before.has(path)).map((path): [string, string] => [path, path]);
  const moved = Array.from({ length: Math.max(gone.length, come.length) }, (_, at) => [gone[at], come[at]] as const);
  return [...kept, ...moved.map(([one, other]): [string | undefined, string | undefined] => [one, other])];
}

function changes(before: GeneratedFiles, after: GeneratedFiles, event?: string): CodeChange[] {
  return pairs(before, after).flatMap(([old, now]) => {
    const lines = diffLines(before.get(old ?? "") ?? "", after.get(now ?? "") ?? "");
    const hunks = diffHunks(lines);
    if (hunks.length === 0) return [];
    return [
      {
        ...(event === undefined ? {} : { event }),
        path: now ?? old ?? "",
        ...(old === undefined ? { whole: "added" as const } : now === undefined ? { whole: "removed" as const } : {}),
        hunks,
      },
    ];
  });
}

/** The same version on both sides, that of `now`: what a new version alone changes is no change of a call. */
function filesOf(plan: Plan, id: string, target: Target, now: BriefSide): Promise<GeneratedFiles> {
  const { version, eventVersions = {} } = now;
  return eventFiles({ version, hash: "", plan, eventVersions }, id, target);
}

interface Sides {
  readonly before: BriefSide;
  readonly after: BriefSide;
}

/** Of what a bundle changes, the first of its events stands for the others. */
async function itemChanges(item: BriefItem, { before, after }: Sides, target: Target): Promise<CodeChange[]> {
  const [id] = item.ids;
  if (id === undefined) return [];
  const event = [after, before].flatMap(({ plan }) => plan.events).find((one) => one.id === id);
  const side = after.plan.events.some((one) => one.id === id) ? after : before;
  const [old, now] = await Promise.all([before, after].map(({ plan }) => filesOf(plan, id, target, side)));
  return changes(old ?? new Map(), now ?? new Map(), event?.name);
}

/** The code of the first `most` items that concern an event, and of what all calls share. */
export async function briefCode(
  { items }: Pick<SourceBrief, "items">,
  sides: Sides,
  target: Target,
  most = Number.POSITIVE_INFINITY,
): Promise<BriefCode> {
  const refused = new Map<string, LocalizedText>();
  const unlessRefused = async (made: () => Promise<CodeChange[]>): Promise<CodeChange[]> => {
    try {
      return await made();
    } catch (error) {
      if (!isUserError(error)) throw error;
      for (const { en, fr } of error.fields) refused.set(en, { en, fr });
      return [];
    }
  };
  const found = new Map<BriefItem, readonly CodeChange[]>();
  for (const item of items.filter(({ ids }) => ids.length > 0).slice(0, most)) {
    // Of a first version there are as many as events, and others ask meanwhile.
    await turn();
    found.set(item, await unlessRefused(() => itemChanges(item, sides, target)));
  }
  const isShared = items.some(({ kind }) => kind !== "event");
  const shared = await unlessRefused(async () =>
    isShared ? changes(await sharedFiles(sides.before.plan, target), await sharedFiles(sides.after.plan, target)) : [],
  );
  return { target, items: found, shared, refused: [...refused.values()] };
}

/** A change as text: `-` and `+` before lines, runs apart. */
export function changeText({ hunks }: CodeChange): string {
  const sign = { same: " ", removed: "-", added: "+" } as const;
  return hunks.map((lines) => lines.map(({ kind, text }) => `${sign[kind]}${text}`).join("\n")).join("\n...\n");
}
