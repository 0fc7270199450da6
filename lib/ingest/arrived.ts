/** Where, when and under which rules a call came in. */

import type { Mode } from "../plan/enforcement.ts";
import type { VersionRule } from "../plan/version-rule.ts";
import type { Environment } from "./disposition.ts";

export interface Arrived {
  readonly uid: number;
  readonly project: number;
  readonly source: number;
  readonly environment: Environment;
  readonly mode: Mode;
  readonly receivedAt: number;
  /** Of its source when it arrived; absent means the latest. */
  readonly versionRule?: VersionRule;
}
