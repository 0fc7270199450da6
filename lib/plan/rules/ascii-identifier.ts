import { suggestIdentifier } from "../names.ts";
import { takenIdentifiers } from "../taken-identifiers.ts";
import { eventTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Identifiers with other letters than the plan's policy allows. */
export const asciiIdentifier = defineRule({
  code: "ascii_identifier",
  severity: "warning",
  en: "The identifier of “{name}” is {detail}, but the plan asks for plain ASCII.",
  fr: "L’identifiant de « {name} » est {detail}, mais le plan demande de l’ASCII simple.",
  hint: {
    en: "Give it an identifier of unaccented letters and digits, or allow all letters in the plan’s settings.",
    fr: "Donnez-lui un identifiant de lettres sans accent et de chiffres, ou permettez toutes les lettres dans les réglages du plan.",
  },
  *find({ plan }) {
    if (plan.settings.identifiers !== "ascii") return;
    const taken = takenIdentifiers(plan);
    for (const { id, name, identifier, ...rest } of plan.events) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII itself.
      if (/^[\x00-\x7f]*$/.test(identifier)) continue;
      const suggested = suggestIdentifier({ name, id, policy: "ascii", taken });
      yield {
        target: eventTarget({ id, name, identifier, ...rest }, "identifier"),
        detail: identifier,
        fix: { command: "setIdentifier", id, identifier: suggested, unlock: true },
      };
    }
  },
});
