import { openApiDocument } from "../../_rest/openapi.ts";

/** The description of this API, made from the schemas that parse its requests. Open to anyone, as documentation is. */
export function GET(): Response {
  return Response.json(openApiDocument(), { headers: { "Cache-Control": "no-cache" } });
}
