/** Types as Java says them. */

import type { JvmType } from "../jvm/jvm-model.ts";

/** Types of the one parameter of a setter, one per overload; none when the only value is null. */
export function parametersOf(type: JvmType): string[] {
  switch (type.kind) {
    case "number":
      return type.nullable ? ["double", "Double"] : ["double"];
    case "integer":
      return type.nullable ? ["long", "Long"] : ["long"];
    case "boolean":
      return [type.nullable ? "Boolean" : "boolean"];
    case "null":
      return [];
    case "any":
      return ["Object"];
    case "list":
      return [`Iterable<${boxedOf(type.item)}>`];
    default:
      return [boxedOf(type)];
  }
}

/** As an item of a list, or of whatever else takes objects only. */
export function boxedOf(type: JvmType): string {
  switch (type.kind) {
    case "string":
      return "String";
    case "number":
      return "? extends Number";
    case "integer":
      return "Long";
    case "boolean":
      return "Boolean";
    case "named":
      return type.name;
    case "list":
      return `? extends Iterable<${boxedOf(type.item)}>`;
    default:
      return "?";
  }
}
