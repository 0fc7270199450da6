/** The files of a Java SDK: a Maven project of plain Java 17 without dependencies. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import type { GeneratedFiles } from "../file.ts";
import { sdkFiles } from "../jvm/sdk-files.ts";
import { buildJava } from "./build-java.ts";
import { printAlias, printEvent } from "./print-event.ts";
import { printGroup, printPlan, printPurposes, printSuperProperties, printUserTraits } from "./print-plan.ts";
import { printPom } from "./print-pom.ts";
import { printReadme } from "./print-readme.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";

export async function generateJava(published: PublishedPlan): Promise<GeneratedFiles> {
  return sdkFiles(buildJava(published), {
    sources: "src/main/java",
    extension: "java",
    runtime: RUNTIME_FILES,
    packageLine: (name) => `package ${name};`,
    readme: printReadme,
    pom: printPom,
    besides: {
      ConsentPurpose: printPurposes,
      Plan: printPlan,
      SuperProperties: printSuperProperties,
      UserTraits: printUserTraits,
    },
    group: printGroup,
    event: printEvent,
    alias: printAlias,
  });
}
