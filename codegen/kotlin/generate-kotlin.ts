/** The files of a Kotlin SDK for the JVM and Android: a Maven project, or sources for a module of Gradle. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import type { GeneratedFiles } from "../file.ts";
import { sdkFiles } from "../jvm/sdk-files.ts";
import { buildKotlin } from "./build-kotlin.ts";
import { printAlias, printEvent } from "./print-event.ts";
import { printGroup, printPlan, printPurposes, printSuperProperties, printUserTraits } from "./print-plan.ts";
import { printPom } from "./print-pom.ts";
import { printReadme } from "./print-readme.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";

export async function generateKotlin(published: PublishedPlan): Promise<GeneratedFiles> {
  return sdkFiles(buildKotlin(published), {
    sources: "src/main/kotlin",
    extension: "kt",
    runtime: RUNTIME_FILES,
    packageLine: (name) => `package ${name}\n`,
    readme: printReadme,
    pom: printPom,
    besides: {
      ConsentPurpose: printPurposes,
      PlanInfo: printPlan,
      SuperProperties: printSuperProperties,
      UserTraits: printUserTraits,
    },
    group: printGroup,
    event: printEvent,
    alias: printAlias,
  });
}
