/** An event whose constants look like values of other types; each language fills them in as what they are. */

import type { PlanEvent } from "../../lib/plan/plan.ts";
import { planOf, required } from "./small-plan.ts";

const TEXTS = ["0", "true", "null", "undefined", '"', "'", "1e3", "", "NaN", "-0"];

export const oddConstants: readonly PlanEvent[] = planOf({
  "Odd constants": {
    id: "evt_odd_constants",
    properties: [
      ...TEXTS.map((value, at) => required(`s${at}`, { kind: "string", const: value })),
      required("yes", { kind: "boolean", const: true }),
      required("zero", { kind: "integer", const: 0 }),
      required("less", { kind: "number", const: -0.5 }),
      required("one", { kind: "number", const: 1 }),
    ],
  },
}).events;
