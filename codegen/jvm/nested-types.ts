/** Types of the plan on the JVM. What needs a class of its own is nested in the class of its event, named by the path to it. */

import type { Property } from "../../lib/plan/plan.ts";
import { CompiledTypes, type ObjectOptions, type TypeWords } from "../model/compiled-types.ts";
import type { Speech } from "../model/documentation.ts";
import type { JvmNested, JvmObject, JvmType } from "./jvm-model.ts";
import { constantName, type JvmNames, upperFirst } from "./jvm-names.ts";

export class NestedTypes extends CompiledTypes<JvmType, JvmNested> {
  constructor(speech: Speech, called: JvmNames) {
    super(speech, wordsOf(called));
  }

  object(properties: readonly Property[], options: ObjectOptions): JvmObject {
    const { keys, methods, presets, fields } = this.partsOf(properties, options);
    const taken = new Set(methods.map((name) => name.toLowerCase()));
    return {
      keys,
      presets: presets.map(({ slot, value }) => ({ slot, value })),
      fields: fields.map(({ isDivided, ...field }) => {
        const without = `without${upperFirst(field.method)}`;
        return isDivided ? { ...field, without: taken.has(without.toLowerCase()) ? `${without}_` : without } : field;
      }),
      open: options.open,
    };
  }

  protected nestedObject(name: string, properties: readonly Property[], options: ObjectOptions): JvmNested {
    return { kind: "object", name, object: this.object(properties, options) };
  }
}

function wordsOf(called: JvmNames): TypeWords<JvmType, JvmNested> {
  return {
    unknown: { kind: "any", nullable: true },
    onlyNull: { kind: "null", nullable: true },
    scalar: (kind, nullable) => ({ kind, nullable }),
    list: (item, nullable) => ({ kind: "list", item, nullable }),
    named: ({ name }, nullable) => ({ kind: "named", name, nullable }),
    nestedName: called.nestedName,
    methodName: called.methodName,
    constantName,
    enum: (name, constants) => ({ kind: "enum", name, constants }),
    union: (name, members) => ({
      kind: "union",
      name,
      members: members.map(({ word, type }) => ({ method: `of${upperFirst(word)}`, type })),
    }),
  };
}
