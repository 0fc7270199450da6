/** The files of a Go SDK: a module of the standard library only. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { collectFiles, type GeneratedFiles } from "../file.ts";
import { printLock } from "../typescript/print-lock.ts";
import { buildGo } from "./build-go.ts";
import type { GoSdk } from "./go-model.ts";
import { printEvent } from "./print-event.ts";
import { printModule } from "./print-module.ts";
import { printGroup, printPlan, printPurposes, printSuperProperties, printUserTraits } from "./print-plan.ts";
import { printReadme } from "./print-readme.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";
import { header } from "./source-file.ts";

/** The module and the package of the runtime where it is written and tested. */
const STAND_IN = /"gabarit\.local\/standin|standin/g;
const PACKAGE = "standin";

/** Names of files that end in an operating system or in `test` mean something to Go; what follows `_` here is ours. */
function fileName(name: string, kind: "event" | "group"): string {
  return `${name.toLowerCase()}_${kind}.go`;
}

/** A file of the runtime as part of this SDK. Its constraints and its comment stay below the header. */
function runtimeFile(name: string, text: string, { slug, module, packageName }: GoSdk): [string, string] {
  const own = text.replace(STAND_IN, (found) => (found === PACKAGE ? packageName : `"${module}`));
  return [name.replaceAll(PACKAGE, packageName), header(slug) + own];
}

export async function generateGo(published: PublishedPlan): Promise<GeneratedFiles> {
  const sdk = buildGo(published);
  return collectFiles([
    ["README.md", printReadme(sdk)],
    ["go.mod", printModule(sdk)],
    ["plan.lock.json", printLock(sdk)],
    ...Object.entries(RUNTIME_FILES).map(([name, text]) => runtimeFile(name, text, sdk)),
    ["plan.go", printPlan(sdk)],
    ["purposes.go", printPurposes(sdk)],
    ["super_properties.go", printSuperProperties(sdk)],
    ["user_traits.go", printUserTraits(sdk)],
    [
      "events/doc.go",
      `${header(sdk.slug)}// Package events has a function for each event of the plan.\npackage events\n`,
    ],
    ...sdk.groups.map((group): [string, string] => [`groups/${fileName(group.name, "group")}`, printGroup(group, sdk)]),
    ...sdk.events.map((event): [string, string] => [`events/${fileName(event.name, "event")}`, printEvent(event, sdk)]),
  ]);
}
