/** Random edits of transformations. */

import fc from "fast-check";

const key = fc.constantFrom("cents", "size");
const rest = {
  event: "Paid",
  operation: "drop",
  property: "x",
  sources: [],
  reason: "Fixed in 2.1.",
  until: "2027-01-01",
};

export const transformationEdits = [
  key.map((own) => ({ command: "addTransformation", transformation: { key: own, ...rest } })),
  fc.record({
    command: fc.constant("updateTransformation"),
    key,
    changes: fc.record({
      sources: fc.constantFrom<unknown>(["web"], { add: ["ios"] }, { remove: ["web"] }),
      until: fc.constantFrom("2027-02-01", "2027-03-01"),
      before: fc.constantFrom("2.0", null),
    }),
  }),
  fc.record({ command: fc.constant("removeTransformation"), key }),
] as const;
