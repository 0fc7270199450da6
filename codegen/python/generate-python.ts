/** The files of a Python SDK: a package that pip installs, typed, and without dependencies. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { collectFiles, type GeneratedFiles } from "../file.ts";
import { printLock } from "../typescript/print-lock.ts";
import { printEvent } from "./print-event.ts";
import { printInit } from "./print-init.ts";
import { printPlan } from "./print-plan.ts";
import { printProject } from "./print-project.ts";
import { printReadme } from "./print-readme.ts";
import { printSpecs } from "./print-specs.ts";
import { printTrack } from "./print-track.ts";
import { printTraits } from "./print-traits.ts";
import { pythonSdk } from "./python-model.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";
import { header } from "./source-file.ts";

export async function generatePython(published: PublishedPlan): Promise<GeneratedFiles> {
  const sdk = pythonSdk(published);
  const { slug, version, hash, package: folder } = sdk;
  const locked = sdk.events.map((planned) => ({ id: planned.event.id, version: planned.version, name: planned.name }));
  const entries: [string, string][] = [
    ["README.md", printReadme(sdk)],
    ["pyproject.toml", printProject(sdk)],
    [`${folder}/__init__.py`, printInit(sdk)],
    [`${folder}/core/plan.py`, printPlan(sdk)],
    [`${folder}/core/specs.py`, printSpecs(sdk)],
    [`${folder}/core/track.py`, printTrack(sdk)],
    [`${folder}/core/traits.py`, printTraits(sdk)],
    [`${folder}/events/__init__.py`, `${header(slug)}"""One module per event."""\n`],
    [`${folder}/plan.lock.json`, printLock({ slug, version, hash, events: locked })],
    [`${folder}/py.typed`, ""],
    ...Object.entries(RUNTIME_FILES).map(([name, text]): [string, string] => [`${folder}/${name}`, text]),
    ...sdk.events.map((event): [string, string] => [`${folder}/events/${event.module}.py`, printEvent(event, sdk)]),
  ];
  return collectFiles(entries);
}
