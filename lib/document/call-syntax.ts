/** How a call of the generated code is written in a language: its values, its comments, and what stands around them. */

import { jsonLit, valueKey } from "../../codegen/escape.ts";
import { codeName } from "../../codegen/names.ts";
import { packageName, pythonName } from "../../codegen/python/python-names.ts";
import { pyString, pyValue } from "../../codegen/python/python-text.ts";
import type { Target } from "../../codegen/targets.ts";
import type { Json, Plan, PlanEvent } from "../plan/plan.ts";

export interface CallSyntax {
  readonly indent: string;
  readonly comment: string;
  /** The value of a property that is named and not sent. */
  readonly leftOut: string;
  readonly key: (name: string) => string;
  /** A value without members of its own. */
  readonly value: (value: Json) => string;
  /** The whole, around lines of properties; `names` says whether one of them is left out. */
  readonly call: (told: {
    readonly plan: Pick<Plan, "slug">;
    readonly event: PlanEvent;
    readonly lines: readonly string[];
    readonly leavesOut: boolean;
  }) => string;
}

/** Where the example imports from; the reader puts their own folder. */
const MODULE = "./tracking";

const TYPESCRIPT: CallSyntax = {
  indent: "  ",
  comment: "//",
  leftOut: "undefined",
  key: valueKey,
  value: jsonLit,
  call: ({ event, lines }) => {
    const name = codeName(event.identifier);
    const argument = lines.length > 0 ? `{\n${lines.join("\n")}\n}` : "";
    return `import { ${name} } from "${MODULE}";\n\n${name}(${argument});`;
  },
};

const PYTHON: CallSyntax = {
  indent: "    ",
  comment: "#",
  leftOut: "LEFT_OUT",
  key: pyString,
  value: pyValue,
  call: ({ plan, event, lines, leavesOut }) => {
    const name = pythonName(event.identifier);
    const names = leavesOut ? `LEFT_OUT, ${name}` : name;
    const properties = lines.length > 0 ? `{\n${lines.join("\n")}\n}, ` : "";
    return `from ${packageName(plan.slug)} import ${names}\n\n${name}(${properties}user_id="ada")`;
  },
};

/** Languages whose calls are written by their keys; in others names and types come from the whole event. */
export const CALL_SYNTAX: { readonly [T in Target]?: CallSyntax } & { readonly typescript: CallSyntax } = {
  typescript: TYPESCRIPT,
  python: PYTHON,
};
