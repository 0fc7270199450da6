/** The files of a Java SDK: a Maven project of plain Java 17 without dependencies. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { collectFiles, type GeneratedFiles } from "../file.ts";
import { printLock } from "../typescript/print-lock.ts";
import { buildJava } from "./build-java.ts";
import { printAlias, printEvent } from "./print-event.ts";
import { printGroup, printPlan, printPurposes, printSuperProperties, printUserTraits } from "./print-plan.ts";
import { printPom } from "./print-pom.ts";
import { printReadme } from "./print-readme.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";

/** The package of the runtime where it is written and tested. */
const STAND_IN = "package gabarit.standin;";

export async function generateJava(published: PublishedPlan): Promise<GeneratedFiles> {
  const sdk = buildJava(published);
  const root = `src/main/java/${sdk.packageName.replaceAll(".", "/")}`;
  const runtime = Object.entries(RUNTIME_FILES).map(([name, text]): [string, string] => [
    `${root}/${name}`,
    text.replace(STAND_IN, `package ${sdk.packageName};`),
  ]);
  return collectFiles([
    ["README.md", printReadme(sdk)],
    ["plan.lock.json", printLock({ ...sdk, events: sdk.events.map((event) => ({ ...event, name: event.className })) })],
    ["pom.xml", printPom(sdk)],
    ...runtime,
    [`${root}/ConsentPurpose.java`, printPurposes(sdk)],
    [`${root}/Plan.java`, printPlan(sdk)],
    [`${root}/SuperProperties.java`, printSuperProperties(sdk)],
    [`${root}/UserTraits.java`, printUserTraits(sdk)],
    ...sdk.groups.map((group): [string, string] => [`${root}/groups/${group.className}.java`, printGroup(group, sdk)]),
    ...sdk.events.flatMap((event): [string, string][] => [
      [`${root}/events/${event.className}.java`, printEvent(event, sdk)],
      ...event.aliases.map((alias): [string, string] => [
        `${root}/events/${alias}.java`,
        printAlias(alias, event, sdk),
      ]),
    ]),
  ]);
}
