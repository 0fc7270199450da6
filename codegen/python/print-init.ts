/** `__init__.py`: everything an application imports. The modules of events are loaded at the first use of one of their names. */

import type { PythonEvent, PythonSdk } from "./python-model.ts";
import { pyString } from "./python-text.ts";
import { header } from "./source-file.ts";

const SHARED: readonly (readonly [module: string, names: readonly string[]])[] = [
  ["wire", ["LEFT_OUT", "LeftOut"]],
  ["plan", ["PLAN", "Consent", "SuperProperties"]],
  ["runtime", ["CallOptions", "init", "reset", "set_consent"]],
  ["settings", ["Violation"]],
  ["track", ["track"]],
  ["traits", ["UserTraits", "alias", "group", "identify"]],
  ["transport", ["close", "flush"]],
  ["validate", ["NonConformant"]],
];

function namesOf(event: PythonEvent): string[] {
  return [...new Set([event, ...event.aliases].flatMap(({ name, type }) => [name, type]))];
}

export function printInit({ slug, events }: PythonSdk): string {
  const modules = events.flatMap((event) => namesOf(event).map((name) => [name, event.module] as const));
  const static_ = events.flatMap((event) =>
    namesOf(event).map((name) => `    from .events.${event.module} import ${name} as ${name}\n`),
  );
  const shared = SHARED.flatMap(([module, names]) =>
    names.map((name) => `from .core.${module} import ${name} as ${name}\n`),
  );
  const all = [...SHARED.flatMap(([, names]) => names), ...modules.map(([name]) => name)];
  return `${header(slug)}"""Tracking code of the plan \`${slug}\`: one function per event."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

${shared.join("")}
if TYPE_CHECKING:
${static_.length === 0 ? "    pass\n" : static_.join("")}
__all__ = [
${all.map((name) => `    ${pyString(name)},\n`).join("")}]

_modules: dict[str, str] = {
${modules.map(([name, module]) => `    ${pyString(name)}: ${pyString(module)},\n`).join("")}}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        module = _modules.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{__name__}.events.{module}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted([*globals(), *_modules])
`;
}
