/** Names of events in Python: functions in snake_case, whatever the case of the stored identifier, and types after them. */

import { isAfterUnicode13 } from "../model/young-letters.ts";

const KEYWORDS =
  "False None True and as assert async await break case class continue def del elif else except finally for from global " +
  "if import in is lambda match nonlocal not or pass raise return try type while with yield";

/** Functions and types that come with the language: `from tracker import list` would take them away. */
const BUILTINS =
  "abs aiter all anext annotations any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex " +
  "copyright credits delattr dict dir divmod ellipsis enumerate eval exec exit filter float format frozenset getattr " +
  "globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min " +
  "next notimplemented object oct open ord pow print property quit range repr reversed round self cls set setattr slice " +
  "sorted staticmethod str sum super tuple vars zip";

/** What the package has beside the functions of events; a test compares. */
export const PACKAGE_NAMES =
  "alias close core events flush group identify init py reset set_consent testing track importlib type_checking calloptions consent " +
  "groupmap left_out leftout nonconformant plan superproperties usertraits violation _t _r _modules";

/** Names that Windows refuses for files. */
const DEVICES =
  "aux con nul prn com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9";

function stem(name: string): string {
  return name.replace(/_+$/, "").toLowerCase();
}

const RESERVED: ReadonlySet<string> = new Set(
  `${KEYWORDS} ${BUILTINS} ${PACKAGE_NAMES} ${DEVICES}`.split(" ").map(stem),
);

const LEGAL = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

function isLegal(character: string): boolean {
  return LEGAL.test(`_${character}`) && !isAfterUnicode13(character);
}

/** Python reads names in NFKC: what it would read as another is written as that other. */
function legalised(text: string): string {
  const letters = [...text.normalize("NFKC")].map((character) =>
    isLegal(character) ? character : `u${(character.codePointAt(0) ?? 0).toString(16)}`,
  );
  const name = letters.join("");
  return LEGAL.test(name) ? name : `_${name}`;
}

/**
 * The function of an event. Reserved words get `_`, and so do those that already end in `_`: the mapping stays one to one
 * but for underscores where case was, which `refuseSharedNames` sees to.
 */
export function pythonName(identifier: string): string {
  const words = identifier
    .normalize("NFKC")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1_$2")
    .replace(/([^_\p{Lu}])(\p{Lu})/gu, "$1_$2")
    .toLowerCase();
  const name = legalised(words);
  return RESERVED.has(stem(name)) ? `${name}_` : name;
}

/** The type of what an event's function takes. */
export function pythonType(name: string): string {
  return `${pascal(name)}Properties`;
}

/** Words that begin with a capital; `_` stays wherever leaving it out could not be undone. */
function pascal(name: string): string {
  return name.replace(/(^|(?<=[^_])_)(\p{Ll})/gu, (found, _mark: string, letter: string) => {
    const upper = letter.toUpperCase();
    return upper.length === 1 && upper.toLowerCase() === letter && isLegal(upper) ? upper : found;
  });
}

/** A key of the plan as a part of a type's name: ASCII letters and digits only. */
export function typePart(key: string): string {
  const words = key.normalize("NFKD").match(/[A-Za-z0-9]+/g) ?? [];
  return words
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")
    .slice(0, 40);
}

const STEM_MAX = 100;

/** The module of an event: its function's name where every file system has room for it, else its id. */
export function moduleName(name: string, eventId: string): string {
  return /^[a-z0-9_]+$/.test(name) && name.length <= STEM_MAX ? name : `event_${eventId.replace(/[^A-Za-z0-9]/g, "_")}`;
}

export function packageName(slug: string): string {
  return `tracker_${slug.replaceAll("-", "_")}`;
}

const TYPES_IN_CLASSES: ReadonlySet<string> = new Set([
  ...KEYWORDS.split(" "),
  "bool",
  "float",
  "int",
  "object",
  "str",
]);
/** Words that are no names only where they begin a statement of another kind. */
const SOFT: ReadonlySet<string> = new Set(["case", "match", "type"]);

/** Keys that can be members of a class, beside the types that stand in it. */
export function isMember(key: string): boolean {
  return /^[a-z][A-Za-z0-9_]*$/.test(key) && (SOFT.has(key) || !TYPES_IN_CLASSES.has(key));
}
