/** `pom.xml`: the package as Maven and whoever reads Maven's files builds it. */

import type { JvmSdk } from "../jvm/jvm-model.ts";
import { printJvmPom } from "../jvm/print-pom.ts";

const PROPERTIES = { "maven.compiler.source": 17, "maven.compiler.target": 17, "maven.compiler.release": 17 };

export function printPom(sdk: JvmSdk): string {
  return printJvmPom(sdk, { artifact: `${sdk.slug}-tracker`, properties: PROPERTIES });
}
