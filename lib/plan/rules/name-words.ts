import type { NamingStandard } from "../standards.ts";
import { forbiddenIn, hasPrefix, namedObjects, renameFix } from "./named-object.ts";
import { inCase } from "./naming.ts";
import { defineRule } from "./rule.ts";
import { keepsOrder } from "./word-order.ts";

/** Names without the prefix their kind is to have. */
export const namePrefix = defineRule({
  code: "name_prefix",
  severity: "warning",
  en: "“{name}” does not begin with “{detail}”.",
  fr: "« {name} » ne commence pas par « {detail} ».",
  hint: {
    en: "Rename it, or take the prefix off the standards of its kind.",
    fr: "Renommez-le, ou retirez le préfixe des conventions de ce type.",
  },
  *find(facts) {
    for (const object of namedObjects(facts)) {
      const { name, target, standard } = object;
      if (hasPrefix(name, standard)) continue;
      const { prefix = "", case: nameCase, acronyms } = standard;
      const whole = `${prefix}${name}`;
      const written = renameFix(object, whole);
      const fix = written.fix === undefined ? renameFix(object, inCase(whole, nameCase, acronyms)) : written;
      yield { target, name, detail: prefix, ...fix };
    }
  },
});

function expected({ pattern, allowedVerbs }: NamingStandard): { readonly en: string; readonly fr: string } {
  const verbs = allowedVerbs.slice(0, 6).join(", ");
  if (pattern === "any") return { en: `with one of the verbs ${verbs}`, fr: `avec l’un des verbes ${verbs}` };
  const order =
    pattern === "object action"
      ? { en: "object first, then the action", fr: "l’objet d’abord, puis l’action" }
      : { en: "action first, then the object", fr: "l’action d’abord, puis l’objet" };
  return verbs === "" ? order : { en: `${order.en} (${verbs})`, fr: `${order.fr} (${verbs})` };
}

/** Names whose verb stands elsewhere, or is none of those that may be used. */
export const nameWordOrder = defineRule({
  code: "name_word_order",
  severity: "warning",
  en: "“{name}” is not named as agreed: {detail}.",
  fr: "« {name} » n’est pas nommé comme convenu : {detail}.",
  hint: {
    en: "Say what and then what happened to it, in the same words everywhere, or change the standards of its kind.",
    fr: "Dites la chose puis ce qui lui arrive, partout avec les mêmes mots, ou changez les conventions de ce type.",
  },
  *find(facts) {
    for (const { name, target, standard } of namedObjects(facts)) {
      if (!keepsOrder(name, standard)) yield { target, name, detail: expected(standard) };
    }
  },
});

/** Names with a word that the standards forbid. */
export const forbiddenWord = defineRule({
  code: "forbidden_word",
  severity: "warning",
  en: "“{name}” holds the forbidden word “{detail}”.",
  fr: "« {name} » contient le mot interdit « {detail} ».",
  hint: {
    en: "Choose a word that says what happened to the business, not which control was used.",
    fr: "Choisissez un mot qui dit ce qui s’est passé pour l’activité, pas quel bouton a servi.",
  },
  *find(facts) {
    for (const { name, target, standard } of namedObjects(facts)) {
      const detail = forbiddenIn(name, standard);
      if (detail !== undefined) yield { target, name, detail };
    }
  },
});
