import { dayInWords } from "../day.ts";
import type { Suppression } from "../standards.ts";
import { defineRule, type FindingTarget } from "./rule.ts";

function targetOf({ id, rule }: Suppression): FindingTarget {
  return { kind: "plan", id: "plan", name: rule, path: `plan/settings/standards/suppressions/${id}` };
}

/** A finding was to be let pass until a day that is over: it shows again. */
export const expiredSuppression = defineRule({
  code: "expired_suppression",
  severity: "warning",
  en: "Letting “{name}” pass ended on {detail}.",
  fr: "La tolérance pour « {name} » a pris fin le {detail}.",
  hint: {
    en: "Mend what it let pass, or give it another day and say why.",
    fr: "Corrigez ce qu’elle laissait passer, ou donnez-lui un autre jour et dites pourquoi.",
  },
  *find({ plan, today }) {
    for (const suppression of plan.settings.standards.suppressions) {
      const { id, until } = suppression;
      if (until === undefined || until >= today) continue;
      yield { target: targetOf(suppression), detail: dayInWords(until), fix: { command: "removeSuppression", id } };
    }
  },
});

/** A finding is let pass that is not there any more. */
export const unusedSuppression = defineRule({
  code: "unused_suppression",
  severity: "info",
  en: "“{name}” is let pass for {detail}, but the rule finds nothing there.",
  fr: "« {name} » est toléré pour {detail}, mais la règle n’y trouve rien.",
  hint: {
    en: "Take it off the list: what it let pass is mended or gone.",
    fr: "Retirez-la de la liste : ce qu’elle laissait passer est corrigé ou a disparu.",
  },
  *find({ plan, today, spoken }) {
    // Known only once every other rule has spoken.
    if (spoken === undefined) return;
    const { suppressing, silent } = spoken;
    for (const suppression of plan.settings.standards.suppressions) {
      const { id, rule, until, objectId } = suppression;
      // A rule that said nothing at all did not say that all is well.
      if (silent.has(rule) || suppressing.has(id) || (until !== undefined && until < today)) continue;
      yield { target: targetOf(suppression), detail: objectId, fix: { command: "removeSuppression", id } };
    }
  },
});
