/** `core/specs.py`: what each event must satisfy, as data; loaded only where events are validated. */

import { sortedBy } from "../file.ts";
import type { PythonSdk } from "./python-model.ts";
import { pyString } from "./python-text.ts";
import { header } from "./source-file.ts";

export function printSpecs({ slug, events }: PythonSdk): string {
  const entries = sortedBy(events, ({ event }) => event.id).map(
    ({ event, compiled }) => `    ${pyString(event.id)}: ${pyString(JSON.stringify(compiled.spec))},\n`,
  );
  return `${header(slug)}"""What each event must satisfy, by its id, as JSON."""

SPECS: dict[str, str] = {
${entries.join("")}}
`;
}
