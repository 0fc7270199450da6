import { UserError } from "../../../../lib/base/error.ts";
import { languageOf } from "../../_rest/operation.ts";
import { problemResponse } from "../../_rest/problem.ts";

/** An address the API does not have: answered as a program can read it. */
function unknownAddress(request: Request): Response {
  return problemResponse(new UserError("not_found"), languageOf(request));
}

export {
  unknownAddress as DELETE,
  unknownAddress as GET,
  unknownAddress as PATCH,
  unknownAddress as POST,
  unknownAddress as PUT,
};
