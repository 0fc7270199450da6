/** `track.ts`: calls by wire name, typed from the plan, for code that has the name in a variable or is not rewritten yet. */

import { CALL_TYPES, type CallType } from "../../lib/plan/plan.ts";
import { propKey, strLit } from "../escape.ts";
import { sortedBy } from "../file.ts";
import type { EventModel, ImportExtension, SdkModel } from "./model.ts";
import { functionAndType, header, importFrom } from "./source-file.ts";

export const EVENT_MAPS: Readonly<Record<CallType, string>> = {
  track: "EventMap",
  page: "PageMap",
  screen: "ScreenMap",
};

export function printCalls({ slug, events }: SdkModel, extension: ImportExtension): string {
  const imports = [
    importFrom("./runtime", [{ name: "CallOptions", typeOnly: true }, { name: "send" }], extension),
    ...events.map((event) => importFrom(`./${event.module}`, functionAndType(event), extension)),
  ];
  const parts = CALL_TYPES.map((callType) => {
    const ofType = events.filter((event) => event.callType === callType);
    return printCallType(
      callType,
      sortedBy(ofType, (event) => event.wireName),
    );
  });
  return [header(slug) + imports.join(""), SHARED, ...parts].join("\n");
}

const SHARED = `/** What follows the name of an event: its properties, then options; nothing is required when no property is. */
export type Arguments<P> = {} extends P
  ? [properties?: P, options?: CallOptions]
  : [properties: P, options?: CallOptions];

type Calls = ReadonlyMap<string, (properties: never, options?: CallOptions) => void>;

/** A name the plan lacks, which only untyped code can pass, is sent as it is: it shows up as unplanned. */
function call(calls: Calls, type: "track" | "page" | "screen", name: string, rest: readonly unknown[]): void {
  const planned = calls.get(name) as ((...given: readonly unknown[]) => void) | undefined;
  if (planned) planned(...rest);
  else send(type, name, undefined, undefined, rest[0] as object | undefined, rest[1] as CallOptions | undefined);
}
`;

function printCallType(callType: CallType, events: readonly EventModel[]): string {
  const map = EVENT_MAPS[callType];
  const members = events.map((event) => `  ${propKey(event.wireName)}: ${event.type};\n`).join("");
  const entries = events.map((event) => `  [${strLit(event.wireName)}, ${event.name}],\n`).join("");
  return `/** Planned ${callType} events by their name on the wire. */
export interface ${map} {
${members}}

const ${callType}Calls: Calls = /* @__PURE__ */ new Map<string, (properties: never, options?: CallOptions) => void>([
${entries}]);

/** Sends the planned ${callType} event of this name. Naming it in a variable keeps every ${callType} event in the bundle. */
export function ${callType}<K extends keyof ${map}>(name: K, ...rest: Arguments<${map}[K]>): void {
  call(${callType}Calls, "${callType}", name, rest);
}
`;
}
