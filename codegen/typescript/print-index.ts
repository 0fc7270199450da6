/** `index.ts`: everything an application imports, and nothing it does not. */

import { CALL_TYPES } from "../../lib/plan/plan.ts";
import type { EventModel, ImportExtension, SdkModel } from "./model.ts";
import { EVENT_MAPS } from "./print-calls.ts";
import { exportFrom, functionAndType, header, type ImportedName } from "./source-file.ts";

const value = (name: string): ImportedName => ({ name });
const type = (name: string): ImportedName => ({ name, typeOnly: true });

function namesOf(event: EventModel): ImportedName[] {
  return [event, ...event.aliases].flatMap(functionAndType);
}

export function printIndex({ slug, events }: SdkModel, extension: ImportExtension): string {
  const calls = [
    ...CALL_TYPES.map(value),
    type("Arguments"),
    ...CALL_TYPES.map((callType) => type(EVENT_MAPS[callType])),
  ];
  return [
    header(slug),
    ...events.map((event) => exportFrom(`./${event.module}`, namesOf(event), extension)),
    exportFrom("./plan", [value("plan"), type("SuperProperties")], extension),
    exportFrom("./purposes", [type("ConsentPurpose")], extension),
    exportFrom("./runtime", [value("reset"), value("setConsent"), type("CallOptions")], extension),
    exportFrom("./settings", [type("ConsentChoices"), type("InitOptions")], extension),
    exportFrom("./track", calls, extension),
    exportFrom("./transport", ["close", "flush", "init"].map(value), extension),
    exportFrom(
      "./traits",
      [...["alias", "group", "identify"].map(value), type("GroupMap"), type("UserTraits")],
      extension,
    ),
  ].join("");
}
