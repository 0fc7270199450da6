import { loadEventProfile } from "../../../../../../../lib/discovery/profile.ts";
import { profileQueryShape, profileShape } from "../../../../../_rest/discovery-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "An event as it came: how many a day, how often each property is filled, and with which values",
    reach: "project",
    scope: "events:read",
    query: profileQueryShape,
    answer: profileShape,
  },
  ({ authorized, query: { callType, name, ...filter } }) => loadEventProfile(authorized, filter, { callType, name }),
);
