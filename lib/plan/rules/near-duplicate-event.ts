import type { PlanEvent } from "../plan.ts";
import { CALL_TYPES } from "../plan.ts";
import { eventTarget } from "./facts.ts";
import { nearNames } from "./near-name.ts";
import { defineRule } from "./rule.ts";

/** Two events whose names are the same words, or one letter apart. */
export const nearDuplicateEvent = defineRule({
  code: "near_duplicate_event",
  severity: "warning",
  en: "“{name}” looks like “{detail}”.",
  fr: "« {name} » ressemble à « {detail} ».",
  hint: {
    en: "If both mean the same, keep one and deprecate the other; if not, give them names nobody confuses.",
    fr: "S’ils veulent dire la même chose, gardez-en un et dépréciez l’autre ; sinon, donnez-leur des noms que personne ne confond.",
  },
  *find({ plan }) {
    const { synonyms } = plan.settings.standards;
    for (const callType of CALL_TYPES) {
      const names = plan.events
        .filter((event) => event.callType === callType)
        .map((event: PlanEvent) => ({ name: event.name, item: event }));
      for (const [first, other] of nearNames(names, { plurals: true, shortest: 6, synonyms })) {
        if (other.item.status === "deprecated" || first.item.status === "deprecated") continue;
        yield { target: eventTarget(other.item, "name"), detail: first.name };
      }
    }
  },
});
