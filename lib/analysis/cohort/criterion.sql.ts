/** Compiles a criterion into a set of people. */

import { UserError } from "../../base/error.ts";
import { isTraitFilter, traitMatch } from "../filter.sql.ts";
import { funnelPeople } from "../funnel/funnel.sql.ts";
import { complementOf, intersectionOf, type PersonSet, unionOf } from "../people.sql.ts";
import type { Criterion } from "../question.ts";
import type { AnalysisScope } from "../scope.ts";
import { activationPeople } from "./activation.sql.ts";
import { countPeople, regularPeople, sumPeople } from "./count.sql.ts";
import { sequencePeople } from "./sequence.sql.ts";

function definitionRefused(en: string, fr: string): UserError {
  return new UserError("definition_refused", { fields: [{ path: "", en, fr }] });
}

/** A bound criterion's people. Cohorts inside cohorts are followed; a cycle never passes binding, nor this. */
export function peopleOf(scope: AnalysisScope, criterion: Criterion, above: readonly string[] = []): PersonSet {
  switch (criterion.kind) {
    case "all":
      return intersectionOf(criterion.of.map((part) => peopleOf(scope, part, above)));
    case "any":
      return unionOf(criterion.of.map((part) => peopleOf(scope, part, above)));
    case "not":
      return complementOf(peopleOf(scope, criterion.of, above));
    case "count":
      return countPeople(scope, criterion);
    case "regular":
      return regularPeople(scope, criterion);
    case "sum":
      return sumPeople(scope, criterion);
    case "sequence":
      return sequencePeople(scope, criterion);
    case "activation":
      return activationPeople(scope, criterion);
    case "funnel_step":
      return { persons: funnelPeople(scope, criterion.funnel, criterion), except: false };
    case "property":
      if (isTraitFilter(criterion.filter)) return traitMatch(scope, criterion.filter);
      throw definitionRefused(
        "Only user and group properties describe a person.",
        "Seules les propriétés utilisateur et de groupe décrivent une personne.",
      );
    case "cohort":
      return cohortPeople(scope, criterion.cohort, above);
    case "as_sent":
      return peopleOf({ ...scope, asSent: true }, criterion.of, above);
  }
}

function cohortPeople(scope: AnalysisScope, id: string, above: readonly string[]): PersonSet {
  const criterion = scope.cohorts.get(id);
  if (criterion === undefined)
    throw definitionRefused(`There is no cohort “${id}”.`, `Il n’y a pas de cohorte « ${id} ».`);
  if (above.includes(id))
    throw definitionRefused("A cohort would contain itself.", "Une cohorte se contiendrait elle-même.");
  return peopleOf(scope, criterion, [...above, id]);
}
