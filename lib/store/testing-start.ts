/** Before each test file: those that share a process find nothing of each other. */

import { clearEveryProcessState } from "../base/process-state.ts";

clearEveryProcessState();
