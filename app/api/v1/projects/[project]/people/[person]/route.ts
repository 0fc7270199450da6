import { z } from "zod";
import { loadPerson, personOf } from "../../../../../../../lib/person/person.ts";
import { loadCall } from "../../../../../../../lib/person/person-events.ts";
import { latestVersion } from "../../../../../../../lib/plan/store-version.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { personShape } from "../../../../../_rest/person-shape.ts";

export const GET = operation(
  {
    summary: "A person: identities, the profile analysis reads, held traits, and the last events",
    reach: "project",
    scope: "events:read",
    params: z.object({ person: z.coerce.number() }),
    query: z.strictObject({
      payload: z.coerce.number().int().min(0).optional().describe("`uid` of an event whose payload is wanted too"),
    }),
    answer: personShape,
  },
  async ({ authorized, params, query }) => {
    const plan = (await latestVersion(authorized.projectId))?.plan;
    const person = await loadPerson(authorized, params.person, plan);
    if (query.payload === undefined) return person;
    const { sentAs } = await personOf(authorized, person.person);
    const { call } = await loadCall(authorized, { sentAs, uid: query.payload, plan });
    return { ...person, call };
  },
);
