/** `track`: calls by wire name, typed from the plan, for code that has the name in a variable or is not rewritten yet. */

import { CALL_TYPES, type CallType } from "../../lib/plan/plan.ts";
import { docComment, propKey, strLit } from "../escape.ts";
import { sortedBy } from "../file.ts";
import type { EventModel, SdkModel } from "./model.ts";
import { functionAndType } from "./source-file.ts";
import {
  constantStatement,
  functionStatement,
  type SourceModule,
  type Statement,
  typeStatement,
} from "./source-module.ts";

export const EVENT_MAPS: Readonly<Record<CallType, string>> = {
  track: "EventMap",
  page: "PageMap",
  screen: "ScreenMap",
};

const SHARED = [{ name: "Arguments", typeOnly: true }, { name: "Call", typeOnly: true }, { name: "call" }];

export function callsModule({ events }: SdkModel): SourceModule {
  return {
    path: "track",
    imports: [
      { path: "by-name", names: SHARED },
      ...events.map((event) => ({ path: event.module, names: functionAndType(event) })),
    ],
    reExports: [],
    statements: CALL_TYPES.flatMap((callType) => {
      const ofType = events.filter((event) => event.callType === callType);
      return callStatements(
        callType,
        sortedBy(ofType, (event) => event.wireName),
      );
    }),
  };
}

function callStatements(callType: CallType, events: readonly EventModel[]): Statement[] {
  const map = EVENT_MAPS[callType];
  const members = events.map((event) => `  ${propKey(event.wireName)}: ${event.type};\n`).join("");
  const entries = events.map((event) => `  [${strLit(event.wireName)}, ${event.name}],\n`).join("");
  return [
    typeStatement(
      docComment([`Planned ${callType} events by their name on the wire.`]),
      `interface ${map} {\n${members}}`,
    ),
    constantStatement({
      name: `${callType}Calls`,
      type: "ReadonlyMap<string, Call>",
      value: `/* @__PURE__ */ new Map([\n${entries}])`,
      typedValue: `/* @__PURE__ */ new Map<string, Call>([\n${entries}])`,
      isPrivate: true,
    }),
    functionStatement({
      doc: docComment([
        `Sends the planned ${callType} event of this name. Naming it in a variable keeps every ${callType} event in the bundle.`,
      ]),
      name: callType,
      signature: `<K extends keyof ${map}>(name: K, ...rest: Arguments<${map}[K]>)`,
      parameters: "name, ...rest",
      body: `  call(${callType}Calls, "${callType}", name, rest);`,
    }),
  ];
}
