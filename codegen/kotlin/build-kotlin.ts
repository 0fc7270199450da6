/** From a published plan to the model of its Kotlin SDK. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { javaPattern } from "../java/java-pattern.ts";
import { buildJvm } from "../jvm/build-jvm.ts";
import type { JvmSdk } from "../jvm/jvm-model.ts";
import { kotlinNames } from "./kotlin-names.ts";
import { kdocCode, kdocLines } from "./kotlin-text.ts";

/** @throws UserError `invalid_input` when two events share a name in code, or a wire name and call type. */
export function buildKotlin(published: PublishedPlan): JvmSdk {
  return buildJvm(published, { names: kotlinNames, lines: kdocLines, code: kdocCode, pattern: javaPattern });
}
