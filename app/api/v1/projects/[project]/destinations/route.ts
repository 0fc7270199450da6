import { createDestination, listDestinations } from "../../../../../../lib/destination/store.ts";
import {
  destinationShape,
  madeDestinationShape,
  newDestinationShape,
  shownDestination,
} from "../../../../_rest/destination-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Destinations of the project by name; never their keys",
    reach: "project",
    role: "admin",
    scope: "access:read",
    answer: listOf(destinationShape, "All of them: a project has at most 20"),
  },
  async ({ authorized }) => ({ items: (await listDestinations(authorized)).map(shownDestination) }),
);

export const POST = operation(
  {
    summary: "Create a destination of what conforms from now on",
    reach: "project",
    role: "admin",
    scope: "access:write",
    body: newDestinationShape,
    answer: madeDestinationShape,
    status: 201,
  },
  ({ authorized, body }) => createDestination(authorized, body),
);
