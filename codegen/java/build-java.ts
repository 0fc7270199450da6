/** From a published plan to the model of its Java SDK. */

import type { PublishedPlan } from "../../lib/plan/plan.ts";
import { buildJvm } from "../jvm/build-jvm.ts";
import type { JvmSdk } from "../jvm/jvm-model.ts";
import { javaNames } from "./java-names.ts";
import { javaPattern } from "./java-pattern.ts";
import { javadocCode, javadocLines } from "./java-text.ts";

/** @throws UserError `invalid_input` when two events share a name in code, or a wire name and call type. */
export function buildJava(published: PublishedPlan): JvmSdk {
  return buildJvm(published, { names: javaNames, lines: javadocLines, code: javadocCode, pattern: javaPattern });
}
