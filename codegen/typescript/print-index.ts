/** `index.ts`: everything an application imports, and nothing it does not. */

import { CALL_TYPES } from "../../lib/plan/plan.ts";
import type { EventModel, SdkModel } from "./model.ts";
import { EVENT_MAPS } from "./print-calls.ts";
import { functionAndType, type ImportedName } from "./source-file.ts";
import type { SourceModule } from "./source-module.ts";

const value = (name: string): ImportedName => ({ name });
const type = (name: string): ImportedName => ({ name, typeOnly: true });

function namesOf(event: EventModel): ImportedName[] {
  return [event, ...event.aliases].flatMap(functionAndType);
}

export function indexModule({ events }: SdkModel): SourceModule {
  const calls = [...CALL_TYPES.map(value), ...CALL_TYPES.map((callType) => type(EVENT_MAPS[callType]))];
  return {
    path: "index",
    imports: [],
    reExports: [
      ...events.map((event) => ({ path: event.module, names: namesOf(event) })),
      { path: "by-name", names: [type("Arguments")] },
      { path: "init", names: [value("init"), value("setConsent")] },
      { path: "plan", names: [value("plan"), type("SuperProperties")] },
      { path: "purposes", names: [type("ConsentPurpose")] },
      { path: "runtime", names: [value("reset"), type("CallOptions")] },
      { path: "settings", names: [type("ConsentChoices"), type("InitOptions")] },
      { path: "track", names: calls },
      { path: "traits", names: [...["alias", "group", "identify"].map(value), type("GroupMap"), type("UserTraits")] },
      { path: "transport", names: ["close", "flush"].map(value) },
    ],
    statements: [],
  };
}
