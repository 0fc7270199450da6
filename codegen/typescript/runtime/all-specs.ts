/** Stands in for the specs that are generated beside the runtime. */

import type { EventSpec } from "./validate.ts";

export const standIn: EventSpec = { event: "stand-in", spec: ["type", 64, "required", ["there"]] };
