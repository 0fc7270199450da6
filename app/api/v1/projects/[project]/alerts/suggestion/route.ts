import { scopeOf } from "../../../../../../../lib/alert/rule.ts";
import { suggestThreshold } from "../../../../../../../lib/alert/suggest.ts";
import { suggestionQueryShape, suggestionShape } from "../../../../../_rest/alert-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "The threshold that the last seven days suggest for an alert rule, and what it was reckoned from",
    reach: "project",
    scope: "events:read",
    query: suggestionQueryShape,
    answer: suggestionShape,
  },
  async ({ authorized, query: { kind, source = null, environment = null, event = null, windowMinutes = 60 } }) => {
    const scope = await scopeOf(authorized, { source, environment, eventId: event });
    return suggestThreshold(authorized, { kind, scope, windowMinutes });
  },
);
