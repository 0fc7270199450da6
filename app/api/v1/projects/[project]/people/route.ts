import { z } from "zod";
import { listPeople } from "../../../../../../lib/person/people.ts";
import { operation } from "../../../../_rest/operation.ts";
import { peoplePageShape } from "../../../../_rest/person-shape.ts";
import { given } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "The people of the product, latest seen first, found by part of a user id or an anonymous id",
    reach: "project",
    scope: "events:read",
    query: z.strictObject({
      search: z.string().max(500).optional(),
      page: z.coerce.number().int().min(1).optional(),
    }),
    answer: peoplePageShape,
  },
  ({ authorized, query }) => listPeople(authorized, given(query)),
);
