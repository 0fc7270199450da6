/**
 * Before each test file: those that share a process find nothing of each other, and laws are tried on the same cases. After
 * it, its folders go.
 */

import fc from "fast-check";
import { afterAll } from "vitest";
import { readDevelopmentVariable } from "../base/env.ts";
import { clearEveryProcessState } from "../base/process-state.ts";
import { removeTemporaryFolders } from "../base/testing/temporary-folder.ts";

clearEveryProcessState();

// The first hook that is set is the last to run: the file has closed what it opened in its folders.
afterAll(removeTemporaryFolders);

// The same code is judged alike in every run; `npm run proof -- laws` draws new cases.
const SEED = 20_261_122;
if (readDevelopmentVariable("TEST_LONG") === undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
