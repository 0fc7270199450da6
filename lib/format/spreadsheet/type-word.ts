/** Types in the words of people: `string`, `texte`, `liste de nombres`, `string[]`, `date`, `e-mail`. */

import type { FileTypeFields } from "../plan-file/file-schema.ts";

type Kind = FileTypeFields["type"];

const WORDS: Readonly<Record<string, readonly [Kind, string?]>> = {
  string: ["string"],
  str: ["string"],
  text: ["string"],
  texte: ["string"],
  chaine: ["string"],
  "chaine de caracteres": ["string"],
  varchar: ["string"],
  enum: ["string"],
  enumeration: ["string"],
  liste: ["array"],
  number: ["number"],
  num: ["number"],
  nombre: ["number"],
  numeric: ["number"],
  numerique: ["number"],
  float: ["number"],
  double: ["number"],
  decimal: ["number"],
  "nombre decimal": ["number"],
  currency: ["number"],
  montant: ["number"],
  integer: ["integer"],
  int: ["integer"],
  entier: ["integer"],
  "nombre entier": ["integer"],
  long: ["integer"],
  boolean: ["boolean"],
  bool: ["boolean"],
  booleen: ["boolean"],
  "oui non": ["boolean"],
  "yes no": ["boolean"],
  "true false": ["boolean"],
  "vrai faux": ["boolean"],
  date: ["string", "date"],
  datetime: ["string", "date-time"],
  "date time": ["string", "date-time"],
  timestamp: ["string", "date-time"],
  horodatage: ["string", "date-time"],
  "date et heure": ["string", "date-time"],
  time: ["string", "time"],
  heure: ["string", "time"],
  email: ["string", "email"],
  "e mail": ["string", "email"],
  courriel: ["string", "email"],
  url: ["string", "uri"],
  uri: ["string", "uri"],
  uuid: ["string", "uuid"],
  guid: ["string", "uuid"],
  object: ["object"],
  objet: ["object"],
  json: ["object"],
  map: ["object"],
  dictionary: ["object"],
  array: ["array"],
  list: ["array"],
  tableau: ["array"],
  any: ["any"],
  mixed: ["any"],
  quelconque: ["any"],
  variant: ["any"],
  null: ["null"],
  union: ["union"],
  raw: ["raw"],
};

function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9[\]<>]+/g, " ")
    .trim();
}

/** The type a cell names, constraints aside; undefined when it names none. */
export function typeFromWord(cell: string): FileTypeFields | undefined {
  const word = fold(cell);
  const known = [word, word.replace(/s$/, "")].flatMap((key) => (Object.hasOwn(WORDS, key) ? [WORDS[key]] : []))[0];
  if (known !== undefined) {
    const [type, format] = known;
    return format === undefined ? { type } : { type, format };
  }
  const item =
    /^(.+?) ?\[\]$/.exec(word)?.[1] ??
    /^(?:array|liste?|tableau)(?: (?:of|de|d))?(?: |(?=<))<?(.+?)>?$/.exec(word)?.[1];
  const inner = item === undefined ? undefined : typeFromWord(item);
  return inner === undefined
    ? undefined
    : { type: "array", items: Object.keys(inner).length === 1 ? (inner.type as "string") : inner };
}
