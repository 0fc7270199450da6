/**
 * Names of tables and columns: plain ASCII in every warehouse, so that one name holds in all of them. Each follows from its
 * own key, and only where two would be one, whatever their case, from both.
 */

import { createHash } from "node:crypto";
import { wordsOf } from "../../lib/plan/names.ts";
import { isPlainKey } from "./data-type.ts";
import { isReservedInSql } from "./sql-words.ts";

const LONGEST = 200;

/** ClickHouse keeps the name of a table with its database's, which has up to 63, in one file name: 213 are left for both. */
const LONGEST_TABLE = 150;

function shortHash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 8);
}

/** What is too long ends in a hash of what it stands for. */
function shortened(name: string, longest: number, key: string): string {
  return name.length <= longest ? name : `${name.slice(0, longest - 9)}_${shortHash(key)}`;
}

/** ASCII letters, digits and `_` only; other letters lose their marks, or give way to `_`. */
function asciiName(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** What a key would be called if it were alone. */
function nameAlone(key: string, taken: ReadonlySet<string>): string {
  if (isPlainKey(key)) return taken.has(key.toLowerCase()) ? `property_${key}` : key;
  const name = asciiName(key).slice(0, LONGEST);
  const legal = /^[A-Za-z]/.test(name) ? name : `property_${name === "" ? shortHash(key) : name}`;
  return taken.has(legal.toLowerCase()) ? `property_${legal}` : legal;
}

/** The columns of keys, by key. `taken` are names in lower case that no key may have. */
export function columnNames(keys: readonly string[], taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const alone = new Map(keys.map((key) => [key, nameAlone(key, taken)]));
  const owners = new Map<string, string[]>();
  for (const [key, name] of alone) owners.set(name.toLowerCase(), [...(owners.get(name.toLowerCase()) ?? []), key]);
  const named = ([key, name]: [string, string]): [string, string] => {
    const alike = owners.get(name.toLowerCase())?.length ?? 0;
    // Whoever is written in lower case as it stands keeps its name.
    return alike > 1 && key !== name.toLowerCase() ? [key, `${name}_${shortHash(key)}`] : [key, name];
  };
  return new Map([...alone].map(named));
}

/** Beginning of the tables that are of no event. */
export const OWN_TABLE = "gabarit_";

/** The tables of group types, by their names. */
export function groupTables(names: readonly string[]): ReadonlyMap<string, string> {
  const table = ([name, column]: readonly [string, string]): [string, string] => [
    name,
    shortened(`${OWN_TABLE}group_${column.toLowerCase()}`, LONGEST_TABLE, name),
  ];
  return new Map([...columnNames(names, new Set())].map(table));
}

/** Words in lower case with `_` between them; a letter that ASCII lacks is its code point in hexadecimal. */
export function tableName(identifier: string): string {
  const words = identifier
    .normalize("NFKC")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1_$2")
    .replace(/([^_\p{Lu}])(\p{Lu})/gu, "$1_$2")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
  const name = [...words]
    .map((character) => (/[a-z0-9_]/.test(character) ? character : `u${(character.codePointAt(0) ?? 0).toString(16)}`))
    .join("");
  const short = shortened(name, LONGEST_TABLE - "event_".length, identifier);
  const isFree = /^[a-z]/.test(short) && !short.startsWith(OWN_TABLE) && !isReservedInSql(short);
  return isFree ? short : `event_${short}`;
}

/** A name as Segment and RudderStack write it in a warehouse; undefined where it holds letters that they may write in any way. */
export function warehouseName(name: string): string | undefined {
  const words = wordsOf(name).join("_");
  const legal = /^\d/.test(words) ? `_${words}` : words;
  return /^[a-z0-9_]{1,127}$/.test(legal) ? legal : undefined;
}
