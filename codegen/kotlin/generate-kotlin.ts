/** The files of a Kotlin SDK for the JVM and Android: a Maven project, or sources for a module of Gradle. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { collectFiles, type GeneratedFiles } from "../file.ts";
import { printLock } from "../typescript/print-lock.ts";
import { buildKotlin } from "./build-kotlin.ts";
import { printAlias, printEvent } from "./print-event.ts";
import { printGroup, printPlan, printPurposes, printSuperProperties, printUserTraits } from "./print-plan.ts";
import { printPom } from "./print-pom.ts";
import { printReadme } from "./print-readme.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";

/** The package of the runtime where it is written and tested. */
const STAND_IN = "package gabarit.standin\n";

export async function generateKotlin(published: PublishedPlan): Promise<GeneratedFiles> {
  const sdk = buildKotlin(published);
  const root = `src/main/kotlin/${sdk.packageName.replaceAll(".", "/")}`;
  const runtime = Object.entries(RUNTIME_FILES).map(([name, text]): [string, string] => [
    `${root}/${name}`,
    text.replace(STAND_IN, `package ${sdk.packageName}\n`),
  ]);
  return collectFiles([
    ["README.md", printReadme(sdk)],
    ["plan.lock.json", printLock({ ...sdk, events: sdk.events.map((event) => ({ ...event, name: event.className })) })],
    ["pom.xml", printPom(sdk)],
    ...runtime,
    [`${root}/ConsentPurpose.kt`, printPurposes(sdk)],
    [`${root}/PlanInfo.kt`, printPlan(sdk)],
    [`${root}/SuperProperties.kt`, printSuperProperties(sdk)],
    [`${root}/UserTraits.kt`, printUserTraits(sdk)],
    ...sdk.groups.map((group): [string, string] => [`${root}/groups/${group.className}.kt`, printGroup(group, sdk)]),
    ...sdk.events.flatMap((event): [string, string][] => [
      [`${root}/events/${event.className}.kt`, printEvent(event, sdk)],
      ...event.aliases.map((alias): [string, string] => [`${root}/events/${alias}.kt`, printAlias(alias, event, sdk)]),
    ]),
  ]);
}
