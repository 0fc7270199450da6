/** Where the verb of a name stands: last in `Order Completed`, first in `Complete Order`. */

import { wordsOf } from "../names.ts";
import type { NamingStandard, WordOrder } from "../standards.ts";

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

/** The words of a name without the prefix. */
function ownWords(name: string, { prefix = "" }: NamingStandard): string[] {
  return wordsOf(name.startsWith(prefix) ? name.slice(prefix.length) : name);
}

function withoutParticles(words: readonly string[]): readonly string[] {
  const kept = words.findLastIndex((word) => !PARTICLES.has(word));
  return words.slice(0, Math.max(kept, 0) + 1);
}

function beginsWith(words: readonly string[], verb: readonly string[]): boolean {
  return verb.every((word, at) => words[at] === word);
}

function endsWith(words: readonly string[], verb: readonly string[]): boolean {
  return words.length >= verb.length && beginsWith(words.slice(words.length - verb.length), verb);
}

/** Verbs may have several words, `signed up`; one that is allowed alone is so with its particle too. */
function keepsVerbs(words: readonly string[], verbs: readonly (readonly string[])[], order: WordOrder): boolean {
  const bare = withoutParticles(words);
  return verbs.some((verb) => {
    const isLast = endsWith(words, verb) || endsWith(bare, verb);
    const isFirst = beginsWith(words, verb);
    if (order === "any") return isFirst || isLast;
    // A verb alone names no object.
    const isAlone = (endsWith(words, verb) ? words : bare).length <= verb.length;
    return !isAlone && (order === "object action" ? isLast : isFirst);
  });
}

/** Whether a name has its verb where the standard wants it, and only a verb that it allows. */
export function keepsOrder(name: string, standard: NamingStandard): boolean {
  const { pattern, allowedVerbs } = standard;
  if (pattern === "any" && allowedVerbs.length === 0) return true;
  const words = ownWords(name, standard);
  const verbs = allowedVerbs.map(wordsOf).filter((verb) => verb.length > 0);
  if (verbs.length > 0) return keepsVerbs(words, verbs, pattern);
  if (pattern === "any") return true;
  const bare = withoutParticles(words);
  if (bare.length < 2) return false;
  const [first = "", last = ""] = [bare[0], bare.at(-1)];
  if (pattern === "object action") return isPastForm(last);
  // The base form of a verb cannot be told from a noun: only what is plainly the other order is a fault.
  return !isPastForm(last) || isPastForm(first);
}
