/** Where the verb of a name stands: last in `Order Completed`, first in `Complete Order`. */

import { wordsOf } from "../names.ts";
import type { NamingStandard } from "../standards.ts";

/** Words that follow a verb and belong to it. */
const PARTICLES = new Set(["up", "in", "out", "off", "on", "down", "over", "away", "back"]);
/** Past forms that do not end in -ed, as names of events use them. */
// biome-ignore format: one list of words
const IRREGULAR = new Set([
  "sent", "made", "seen", "begun", "bought", "sold", "paid", "read", "set", "put", "shown", "given", "taken", "done", "gone",
  "left", "lost", "found", "kept", "held", "won", "run", "built", "chosen", "drawn", "hidden", "met", "said", "written",
  "fait", "vu", "mis", "pris", "lu", "ouvert", "reçu", "perdu", "vendu", "choisi", "fini", "rempli", "envoyé",
]);

function isPastForm(word: string): boolean {
  return IRREGULAR.has(word) || /.{2}(?:ed|é|ée|és|ées)$/u.test(word);
}

/** The words of a name without the prefix and the particles at its end. */
function bareWords(name: string, { prefix = "" }: NamingStandard): string[] {
  const words = wordsOf(name.startsWith(prefix) ? name.slice(prefix.length) : name);
  while (words.length > 1 && PARTICLES.has(words.at(-1) ?? "")) words.pop();
  return words;
}

/** Whether a name has its verb where the standard wants it, and only a verb that it allows. */
export function keepsOrder(name: string, standard: NamingStandard): boolean {
  const { pattern, allowedVerbs } = standard;
  if (pattern === "any" && allowedVerbs.length === 0) return true;
  const words = bareWords(name, standard);
  const [first = "", last = ""] = [words[0], words.at(-1)];
  const allowed = new Set(allowedVerbs.map((verb) => verb.toLowerCase()));
  const isVerb = (word: string) => (allowed.size > 0 ? allowed.has(word) : isPastForm(word));
  if (pattern === "any") return isVerb(first) || isVerb(last);
  if (words.length < 2) return false;
  if (pattern === "object action") return isVerb(last);
  // The base form of a verb cannot be told from a noun: only what is plainly the other order is a fault.
  return allowed.size > 0 ? isVerb(first) : !isPastForm(last) || isPastForm(first);
}
