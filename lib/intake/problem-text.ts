/** What is wrong with a mapping, in words. */

import type { LocalizedText } from "../plan/plan.ts";
import type { MappingProblem } from "./row-call.ts";

type Words = Required<LocalizedText>;

export function mappingProblemText(problem: MappingProblem): Words {
  switch (problem.code) {
    case "event_unknown":
      return {
        en: `The plan has no event with the id ${problem.id}.`,
        fr: `Le plan n’a pas d’événement d’identifiant ${problem.id}.`,
      };
    case "group_type_unknown":
      return {
        en: `The plan has no group type with the id ${problem.id}.`,
        fr: `Le plan n’a pas de type de groupe d’identifiant ${problem.id}.`,
      };
    case "property_unknown":
      return {
        en: `What the mapping fills has no property with the id ${problem.id}.`,
        fr: `Ce que la correspondance remplit n’a pas de propriété d’identifiant ${problem.id}.`,
      };
    case "property_twice":
      return {
        en: `The property with the id ${problem.id} is filled twice.`,
        fr: `La propriété d’identifiant ${problem.id} est remplie deux fois.`,
      };
    case "nobody":
      return { en: "No column says whom a row is about.", fr: "Aucune colonne ne dit de qui parle une ligne." };
  }
}
