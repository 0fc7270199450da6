/** `core/plan.py`: what the runtime knows of the plan. The only module that names the plan's version and hash. */

import { TypeWriter, union } from "./property-types.ts";
import type { PythonSdk } from "./python-model.ts";
import { pyString, pyTuple } from "./python-text.ts";
import { opening } from "./source-file.ts";

export function printPlan(sdk: PythonSdk): string {
  const { slug, version, hash, purposes, objectable } = sdk;
  return [
    opening(slug, "The published plan this package was generated from.", "from . import words as _t"),
    `PLAN = {"plan": ${pyString(slug)}, "version": ${version}, "hash": ${pyString(hash)}}
"""Every message carries it."""

PURPOSES = ${pyTuple(purposes.map(pyString))}
"""What people have a say in."""

OBJECTABLE = ${pyTuple(objectable.map(pyString))}
"""Those that nobody is asked for: they stand until people object."""
`,
    ...superProperties(sdk),
    ...consent(sdk),
  ].join("\n\n");
}

function superProperties({ superProperties: properties, speech }: PythonSdk): string[] {
  const writer = new TypeWriter(speech);
  const members = properties.map(({ name, type }) => {
    const value = writer.type(type, `SuperProperties${properties.findIndex((one) => one.name === name) + 1}`);
    return { key: name, required: false, type: union([value, `_t.Callable[[], ${value}]`]), doc: [] };
  });
  writer.declareMembers("SuperProperties", members, [
    "Properties of bundles: a value each, or a function that gives it.",
  ]);
  return writer.declarations;
}

function consent({ purposes, speech }: PythonSdk): string[] {
  const writer = new TypeWriter(speech);
  const members = purposes.map((key) => ({ key, required: false, type: "bool", doc: [] }));
  writer.declareMembers("ConsentAnswers", members, ["Whether people agreed, by purpose; one left out was not asked."]);
  return [
    ...writer.declarations,
    `Consent = _t.Union[_t.Literal["granted"], ConsentAnswers]
"""Which purposes of the plan people agreed to; "granted" stands for all of them."""
`,
  ];
}
