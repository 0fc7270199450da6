import { loadUnplannedProperties } from "../../../../../../../lib/discovery/discovery.ts";
import { propertiesQueryShape, propertiesShape } from "../../../../../_rest/discovery-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "Properties that planned events and users bring and the plan does not name, with inferred types",
    reach: "project",
    scope: "events:read",
    query: propertiesQueryShape,
    answer: propertiesShape,
  },
  ({ authorized, query }) => loadUnplannedProperties(authorized, query),
);
