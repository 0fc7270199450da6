/** Which of the types that an SDK of the JVM declares a value fits. */

import type { Json, JsonObject } from "../../lib/plan/plan.ts";
import type { JvmEvent, JvmNested, JvmObject, JvmType } from "./jvm-model.ts";

export type Shape = JvmEvent["shapes"][number];

/** The shape of a call that gives these properties. */
export function shapeOf(event: JvmEvent, given: JsonObject): Shape {
  const fitting = new Fitting(event);
  const shape = event.shapes.find(({ object }) => fitting.fitsObject(given, object)) ?? event.shapes[0];
  if (shape === undefined) throw new Error(`${event.className} has no shape`);
  return shape;
}

export class Fitting {
  private readonly nested: ReadonlyMap<string, JvmNested>;

  constructor({ nested }: Pick<JvmEvent, "nested">) {
    this.nested = new Map(nested.map((one) => [one.name, one]));
  }

  /** What a type names; nothing when it names none. */
  named(type: JvmType): JvmNested | undefined {
    return type.kind === "named" ? this.nested.get(type.name) : undefined;
  }

  fits(value: Json, type: JvmType): boolean {
    if (value === null) return type.nullable;
    switch (type.kind) {
      case "named":
        return this.fitsNested(value, this.nested.get(type.name));
      case "list":
        return Array.isArray(value) && value.every((one) => this.fits(one, type.item));
      case "integer":
        return Number.isSafeInteger(value);
      case "any":
        return true;
      default:
        return typeof value === type.kind;
    }
  }

  private fitsNested(value: Json, nested: JvmNested | undefined): boolean {
    if (nested === undefined) return false;
    if (nested.kind === "enum") return nested.constants.some((constant) => constant.value === value);
    if (nested.kind === "union") return nested.members.some(({ type }) => this.fits(value, type));
    return typeof value === "object" && !Array.isArray(value) && this.fitsObject(value as JsonObject, nested.object);
  }

  fitsObject(given: JsonObject, { keys, presets, fields }: JvmObject): boolean {
    return (
      Object.keys(given).every((key) => keys.includes(key)) &&
      presets.every(({ slot, value }) => given[keys[slot] ?? ""] === value) &&
      fields.every(({ key, type, required, without }) =>
        Object.hasOwn(given, key) ? this.fits(given[key] ?? null, type) : !required || without !== undefined,
      )
    );
  }
}
