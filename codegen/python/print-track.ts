/** `core/track.py`: track events by their name on the wire, each with the type of its properties. */

import type { PythonEvent, PythonSdk } from "./python-model.ts";
import { docLine, pyString } from "./python-text.ts";
import { opening } from "./source-file.ts";

const DOC = `    """Sends the planned track event of this name."""\n`;

export function printTrack({ slug, events }: PythonSdk): string {
  const tracked = events.filter(({ event }) => event.callType === "track");
  const imports = tracked.map(({ module, type }) => `    from ..events.${module} import ${type}\n`);
  const places = tracked.map(
    ({ event, module, name }) => `    ${pyString(event.name)}: (${pyString(module)}, ${pyString(name)}),\n`,
  );
  return [
    opening(slug, `Track events of the plan \`${docLine(slug)}\` by their name.`, IMPORTS),
    ...(imports.length === 0 ? [] : [`if TYPE_CHECKING:\n${imports.join("")}`]),
    `_EVENTS: dict[str, tuple[str, str]] = {${places.length === 0 ? "" : `\n${places.join("")}`}}\n`,
    ...functions(tracked),
  ].join("\n\n");
}

const IMPORTS = "from typing import TYPE_CHECKING, Any\n\nfrom . import runtime as _r\nfrom . import words as _t";

/** A type checker wants two overloads at least. */
function functions(tracked: readonly PythonEvent[]): string[] {
  const [only, ...others] = tracked;
  if (only === undefined) return [body("name: _t.NoReturn, properties: None = None", "{}")];
  if (others.length === 0) {
    return [body(parameters(only), only.event.open ? '{**options, "extra": extra}' : "options")];
  }
  return [
    ...tracked.map((event) => `@_t.overload\ndef track(${parameters(event)}) -> None: ...\n`),
    body("name: str, properties: _t.Optional[_t.Mapping[str, object]] = None, **options: Any", "options"),
  ];
}

function parameters({ event, type, mayBeEmpty }: PythonEvent): string {
  const properties = mayBeEmpty ? `properties: _t.Optional[${type}] = None` : `properties: ${type}`;
  const extra = event.open ? ["*", "extra: _t.Optional[_t.Mapping[str, object]] = None"] : [];
  const name = `name: _t.Literal[${pyString(event.name)}]`;
  return [name, properties, ...extra, "**options: _t.Unpack[_r.CallOptions]"].join(", ");
}

function body(given: string, options: string): string {
  return `def track(${given}) -> None:\n${DOC}    _r.send_named(_EVENTS, name, properties, ${options})\n`;
}
