/** Before each test file: those that share a process find nothing of each other, and laws are tried on the same cases. */

import fc from "fast-check";
import { readDevelopmentVariable } from "../base/env.ts";
import { clearEveryProcessState } from "../base/process-state.ts";

clearEveryProcessState();

// The same code is judged alike in every run; `npm run proof -- laws` draws new cases.
const SEED = 20_261_122;
if (readDevelopmentVariable("TEST_LONG") === undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
