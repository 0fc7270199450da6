import { loadDiscovered } from "../../../../../../lib/discovery/discovery.ts";
import { discoveredShape, discoveryQueryShape } from "../../../../_rest/discovery-shape.ts";
import { operation } from "../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "Events that came and are not planned, planned ones that never came, and those that came no more",
    reach: "project",
    scope: "events:read",
    query: discoveryQueryShape,
    answer: discoveredShape,
  },
  ({ authorized, query: { factor, ...filter } }) => loadDiscovered(authorized, filter, factor),
);
