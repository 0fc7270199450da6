/** Values of the plan as Kotlin code gives them to the SDK of one event. */

import type { Json, JsonObject } from "../../lib/plan/plan.ts";
import type { Fitting } from "../jvm/fitting.ts";
import type { JvmField, JvmNested, JvmObject, JvmType } from "../jvm/jvm-model.ts";
import type { Said } from "../model/call-parts.ts";
import { inCode } from "./kotlin-names.ts";
import { kotlinScalar, kotlinString } from "./kotlin-text.ts";
import { memberName, parametersOf, partOf } from "./print-object.ts";

/** Values as expressions of the types that the SDK of one event takes. */
export class KotlinValues {
  private readonly owner: string;
  private readonly root: string;
  private readonly fitting: Fitting;
  private readonly noValue: string;

  /**
   * `owner` is the class of the event as it is named where they stand, `root` what stands before the names of the runtime;
   * `noValue` stands where no value fits.
   */
  constructor(owner: string, root: string, fitting: Fitting, noValue = "") {
    this.noValue = noValue;
    this.owner = owner;
    this.root = root;
    this.fitting = fitting;
  }

  private of(value: Json, type: JvmType): string {
    if (value === null) return "null";
    const nested = this.fitting.named(type);
    if (nested !== undefined) return this.ofNested(value, nested);
    if (type.kind === "list") {
      const { item } = type;
      return `listOf(${Array.isArray(value) ? value.map((one) => this.of(one, item)).join(", ") : ""})`;
    }
    return type.kind === "any" ? anyValue(value) : kotlinScalar(value);
  }

  private ofNested(value: Json, nested: JvmNested): string {
    const name = `${this.owner}.${inCode(nested.name)}`;
    switch (nested.kind) {
      case "enum": {
        const constant = nested.constants.find((one) => one.value === value);
        return constant === undefined ? this.noValue : `${name}.${inCode(constant.name)}`;
      }
      case "object":
        return this.call(name, value as JsonObject, nested.object);
      case "union": {
        const member = nested.members.find(({ type }) => this.fitting.fits(value, type));
        return member === undefined
          ? this.noValue
          : `${name}.${memberName(member.method)}(${this.of(value, member.type)})`;
      }
    }
  }

  /** Every given value in its argument. */
  call(name: string, given: JsonObject, object: JvmObject): string {
    const all = this.arguments(name, given, object);
    return `${name}(${all.map(({ text }) => text).join(", ")})`;
  }

  /** Every given value as a named argument; of an object in parts, what gives the first of each part stands for all of it. */
  arguments(name: string, given: JsonObject, object: JvmObject): Said[] {
    const parts = new Map<string | undefined, Said[]>();
    for (const field of parametersOf(object)) {
      const text = this.argument(field, given);
      const part = partOf(object, field);
      if (text !== undefined) parts.set(part, [...(parts.get(part) ?? []), { key: field.key, text }]);
    }
    return [...parts].flatMap(([part, found]) => (part === undefined ? found : inPart(name, part, found)));
  }

  private argument({ key, method, type, required, without }: JvmField, given: JsonObject): string | undefined {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    const isOptional = without !== undefined || (!required && type.nullable);
    if (value === undefined)
      return without === undefined ? undefined : `${inCode(method)} = ${this.root}Optional.Absent`;
    const said = this.of(value, type);
    return `${inCode(method)} = ${isOptional ? `${this.root}Optional.Present(${said})` : said}`;
  }
}

function inPart(name: string, part: string, found: readonly Said[]): Said[] {
  const [first] = found;
  const texts = found.map(({ text }) => text).join(", ");
  return first === undefined ? [] : [{ key: first.key, text: `${part.toLowerCase()} = ${name}.${part}(${texts})` }];
}

function anyValue(value: Json): string {
  if (Array.isArray(value)) return `listOf<Any?>(${value.map(anyValue).join(", ")})`;
  if (typeof value !== "object" || value === null) return kotlinScalar(value);
  const entries = Object.entries(value).map(([key, item]) => `${kotlinString(key)} to ${anyValue(item)}`);
  return `mapOf<String, Any?>(${entries.join(", ")})`;
}
