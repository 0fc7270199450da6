/** Activation: three disjoint groups of the people who signed up. */

import { sql } from "../../store/sql.ts";
import type { PersonSet } from "../people.sql.ts";
import type { Criterion } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { durationMs } from "../window.ts";
import { signUps } from "./sign-up.sql.ts";
import { windowEvents } from "./window-events.sql.ts";

type Activation = Extract<Criterion, { readonly kind: "activation" }>;

/** The delay is over when its last instant lies before as-of. */
export function activationPeople(scope: AnalysisScope, criterion: Activation): PersonSet {
  const { event, atLeast, within, group } = criterion;
  const events = windowEvents(scope, event, { afterSignUp: within });
  const reached = sql`(select person from ${events} group by person having count() >= ${atLeast})`;
  if (group === "reached") return { persons: reached, except: false };
  const end = sql`t0 + ${durationMs(within)}`;
  const time = group === "open" ? sql`${end} >= ${scope.asOf}` : sql`${end} < ${scope.asOf}`;
  return {
    persons: sql`(select person from ${signUps(scope)} where ${time} and person not in ${reached})`,
    except: false,
  };
}
