/** The ingest server that tests kill, with what erases beside it. */

import "../../ingest/testing/server-process.ts";
import { startErasing } from "../erasure-worker.ts";

startErasing();
