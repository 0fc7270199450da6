/**
 * From stored identifiers to names in code, for TypeScript here and for each other language in a table of its own. Each name depends on its own identifier and nothing else, so removing, adding
 * or reordering events never moves another event's name.
 */

import { UserError } from "../lib/base/error.ts";
import type { PlanEvent } from "../lib/plan/plan.ts";

/** Words that cannot name a function or its export, or that read as something else there. */
const RESERVED_WORDS =
  "arguments as async await break case catch class const constructor continue debugger default delete do else enum eval " +
  "export extends false finally for function if implements import in instanceof interface let module new null package " +
  "private protected public require return static super switch this throw true try type typeof undefined var void while " +
  "with yield";

/** Values and types that generated files, or code that imports them, take from the language or the platform. */
const GLOBALS =
  "AbortSignal Array ArrayBuffer Atomics BigInt Blob Boolean Buffer DataView Date Document Error Event Exclude exports " +
  "Extract Function globalThis Infinity Intl Iterable Iterator JSON Map Math NaN Navigator NonNullable Number Object Omit " +
  "Parameters Partial Pick process Promise Proxy Readonly ReadonlyArray ReadonlyMap ReadonlySet Record Reflect RegExp " +
  "Request Required Response ReturnType self Set String Symbol TextEncoder toString URL URLSearchParams valueOf WeakMap " +
  "WeakSet window document console then prototype hasOwnProperty isNaN parseInt parseFloat setTimeout clearTimeout fetch " +
  "__proto__ __esModule __filename __dirname";

/** What the files beside the events declare or export where events are named; a test compares. */
export const SDK_NAMES: readonly string[] = [
  "alias",
  "Arguments",
  "asking",
  "call",
  "Call",
  "CallOptions",
  "close",
  "ConsentChoices",
  "ConsentPurpose",
  "EventMap",
  "flush",
  "group",
  "GroupMap",
  "identify",
  "init",
  "InitOptions",
  "page",
  "pageCalls",
  "PageMap",
  "plan",
  "reset",
  "screen",
  "screenCalls",
  "ScreenMap",
  "send",
  "setConsent",
  "SuperProperties",
  "track",
  "trackCalls",
  "UserTraits",
];

/** Names that Windows refuses for files, whatever their extension. */
const DEVICES =
  "aux con nul prn com0 com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9";

/** How reserved words are compared: whatever their case, and however many `_` follow. */
function stem(name: string): string {
  return name.replace(/_+$/, "").toLowerCase();
}

const RESERVED: ReadonlySet<string> = new Set(
  [...`${RESERVED_WORDS} ${GLOBALS} ${DEVICES}`.split(" "), ...SDK_NAMES].map(stem),
);

/** Code points younger than the tables of some TypeScript compilers in use, as first and last of each run. */
const TOO_NEW: readonly (readonly [number, number])[] = [
  [0x088f, 0x088f],
  [0x0897, 0x0897],
  [0x0c5c, 0x0c5c],
  [0x0cdc, 0x0cdc],
  [0x1acf, 0x1add],
  [0x1ae0, 0x1aeb],
  [0x1c89, 0x1c8a],
  [0xa7cb, 0xa7cf],
  [0xa7d2, 0xa7d4],
  [0xa7da, 0xa7dc],
  [0xa7f1, 0xa7f1],
];
const LEGAL = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/** True where tables of letters in use may not have the character yet. */
export function isTooNew(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff || TOO_NEW.some(([first, last]) => first <= code && code <= last);
}

function isLegal(text: string): boolean {
  return LEGAL.test(text) && ![...text].some(isTooNew);
}

/** Characters that TypeScript cannot take become their code point in hexadecimal. */
function legalised(identifier: string): string {
  const text = [...identifier]
    .map((character) => (isLegal(`_${character}`) ? character : `u${(character.codePointAt(0) ?? 0).toString(16)}`))
    .join("");
  return isLegal(text) ? text : `_${text}`;
}

/**
 * The name of an event's function. A reserved word gets `_`; so does a reserved word that already ends in `_`, which keeps
 * the mapping one to one without looking at other events. Case is ignored, for the sake of types and file names.
 */
export function codeName(identifier: string): string {
  const name = legalised(identifier.normalize("NFC"));
  return RESERVED.has(stem(name)) ? `${name}_` : name;
}

/** The name of the interface that goes with a function: its first letter in upper case, where that can be undone. */
export function typeName(name: string): string {
  const first = name.charAt(0);
  const upper = first.toUpperCase();
  return upper.length === 1 && isLegal(upper) && upper.toLowerCase() === first ? upper + name.slice(1) : name;
}

/** Longest file name stem in UTF-8 bytes; systems stop at 255 with the extension, encrypted ones at 143. */
const STEM_MAX_BYTES = 120;

/** The file stem of an event: its function's name, or its id where that would be too long for some file systems. */
export function fileStem(name: string, eventId: string): string {
  return new TextEncoder().encode(name).length <= STEM_MAX_BYTES
    ? name
    : `event_${eventId.replace(/[^A-Za-z0-9_]/g, "_")}`;
}

/** How file systems that fold case compare names. */
function folded(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/** How a language names an event's function: of one identifier, whatever else the plan holds. */
export type NameOf = (identifier: string) => string;

/**
 * Refuses a plan in which two events would share a name in code, today's or a former one. The editor reports it while
 * typing; generating anyway would let one event's calls send another's.
 */
export function refuseSharedNames(events: readonly PlanEvent[], nameOf: NameOf = codeName): void {
  const owners = new Map<string, PlanEvent>();
  for (const event of events) {
    for (const name of [event.identifier, ...event.formerIdentifiers].map(nameOf)) {
      const owner = owners.get(folded(name));
      if (owner !== undefined && owner !== event) throw sharedName(name, owner, event);
      owners.set(folded(name), event);
    }
  }
}

function sharedName(name: string, first: PlanEvent, second: PlanEvent): UserError {
  const names = `${JSON.stringify(first.name)}, ${JSON.stringify(second.name)}`;
  return new UserError("invalid_input", {
    fields: [
      {
        path: `/events/${second.id}/identifier`,
        en: `Two events have the identifier ${name} in code: ${names}. Give one of them another.`,
        fr: `Deux événements ont l’identifiant ${name} dans le code : ${names}. Donnez-en un autre à l’un des deux.`,
      },
    ],
    data: { identifier: name, events: [first.id, second.id] },
  });
}
