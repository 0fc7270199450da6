/** What a violation carries as short text on the wire, in French words, for the sentence a person reads. */

const TYPES: Readonly<Record<string, string>> = {
  string: "chaîne",
  number: "nombre",
  integer: "entier",
  boolean: "booléen",
  object: "objet",
  array: "tableau",
  null: "nul",
  "non-empty string": "chaîne non vide",
};

const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/^at most (\d+) characters$/, "au plus $1 caractères"],
  [/^at most (\d+) levels$/, "au plus $1 niveaux"],
  [/^line (\d+), column (\d+)$/, "ligne $1, colonne $2"],
  [/^column (\d+)$/, "colonne $1"],
];

/** The name of a JSON type, or of what the protocol asks for, in French; anything else as it is. */
export function inFrench(text: string): string {
  const type = Object.hasOwn(TYPES, text) ? TYPES[text] : undefined;
  if (type !== undefined) return type;
  const [pattern, french] = PHRASES.find(([one]) => one.test(text)) ?? [];
  return pattern === undefined || french === undefined ? text : text.replace(pattern, french);
}
