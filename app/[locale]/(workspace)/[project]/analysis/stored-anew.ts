/** Where somebody else saved first: the page shows what is stored with the refusal, so that the form can say how to go on. */

import { refresh } from "next/cache";
import { isUserError } from "../../../../../lib/base/error.ts";

/** To be caught from the saving; throws what it caught. */
export function withStoredAnew(error: unknown): never {
  if (isUserError(error) && error.code === "stale_revision") refresh();
  throw error;
}
