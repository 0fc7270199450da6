/** How each language names the events of a plan, so that calls are known by their names in code. */

import { buildGo } from "../../codegen/go/build-go.ts";
import { eventName as goName } from "../../codegen/go/go-names.ts";
import { javaNames } from "../../codegen/java/java-names.ts";
import { kotlinNames } from "../../codegen/kotlin/kotlin-names.ts";
import { codeName } from "../../codegen/names.ts";
import { pythonName } from "../../codegen/python/python-names.ts";
import type { Plan, PublishedPlan } from "../../lib/plan/plan.ts";
import type { LockedSdk } from "./sdk-folders.ts";
import type { CodeLanguage } from "./site.ts";

const NAME_OF: Readonly<Record<CodeLanguage, (identifier: string) => string>> = {
  typescript: codeName,
  python: pythonName,
  go: goName,
  java: javaNames.eventClassName,
  kotlin: kotlinNames.eventClassName,
};

export interface CodeNames {
  /** Ids of events by name: those of the plan, of their former names, and of what a lock file still has. */
  readonly ids: ReadonlyMap<string, string>;
  /** Names that the plan has replaced. */
  readonly former: ReadonlySet<string>;
}

export function codeNames({ events }: Plan, language: CodeLanguage, sdks: readonly LockedSdk[]): CodeNames {
  const nameOf = NAME_OF[language];
  const former = new Map(
    events.flatMap(({ id, formerIdentifiers }) => formerIdentifiers.map((one): [string, string] => [nameOf(one), id])),
  );
  const locked = sdks.flatMap(({ names }) => [...names]);
  const own = events.map(({ id, identifier }): [string, string] => [nameOf(identifier), id]);
  const ids = new Map([...locked, ...former, ...own]);
  return { ids, former: new Set([...former.keys()].filter((name) => !own.some(([one]) => one === name))) };
}

/** In Go each case of an event's variants is a function of its own. */
export function withShapes(published: PublishedPlan, { ids }: CodeNames): ReadonlyMap<string, string> {
  const found = new Map(ids);
  for (const { id, name, shapes, aliases } of buildGo(published).events) {
    for (const shape of shapes)
      for (const own of [name, ...aliases]) found.set(own + shape.name.slice(name.length), id);
  }
  return found;
}
