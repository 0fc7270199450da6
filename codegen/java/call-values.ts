/** Values of the plan as Java code gives them to the SDK of one event. */

import type { Json, JsonObject } from "../../lib/plan/plan.ts";
import { Fitting } from "../jvm/fitting.ts";
import type { JvmEvent, JvmField, JvmNested, JvmObject, JvmType } from "../jvm/jvm-model.ts";
import type { MapOf, Said } from "../model/call-parts.ts";
import { javaScalar, javaString } from "./java-text.ts";
import { boxedOf, parametersOf } from "./java-types.ts";
import { stepsOf } from "./steps.ts";

/** Values as expressions of the types that the SDK of one event takes. */
export class JavaValues {
  private readonly owner: string;
  private readonly fitting: Fitting;
  private readonly names: ReadonlySet<string>;
  private readonly mapOf: MapOf;
  private readonly noValue: string;

  /** `owner` is the class of the event as it is named where they stand; `noValue` stands where no value fits. */
  constructor(owner: string, event: JvmEvent, mapOf: MapOf, noValue = "") {
    this.owner = owner;
    this.noValue = noValue;
    this.mapOf = mapOf;
    this.fitting = new Fitting(event);
    this.names = new Set(event.nested.map(({ name }) => name));
  }

  of(value: Json, type: JvmType): string {
    if (value === null && type.nullable) return `(${this.qualified(parametersOf(type).at(-1) ?? "Object")}) null`;
    const nested = this.fitting.named(type);
    if (nested !== undefined) return this.ofNested(value, nested);
    if (type.kind === "list") {
      const { item } = type;
      const items = Array.isArray(value) ? value.map((one) => this.of(one, item)) : [];
      return `java.util.Arrays.<${this.qualified(boxedOf(item).replace(/^\? ?(extends )?/, "") || "Object")}>asList(${items.join(", ")})`;
    }
    if (type.kind === "any") return this.anyValue(value);
    return type.kind === "number" ? `${String(value)}d` : javaScalar(value);
  }

  private qualified(type: string): string {
    return type.replace(/[^<>? ]+/g, (name) => (this.names.has(name) ? `${this.owner}.${name}` : name));
  }

  private ofNested(value: Json, nested: JvmNested): string {
    const name = `${this.owner}.${nested.name}`;
    switch (nested.kind) {
      case "enum": {
        const constant = nested.constants.find((one) => one.value === value);
        return constant === undefined ? this.noValue : `${name}.${constant.name}`;
      }
      case "object":
        return this.builder(name, value as JsonObject, nested.object);
      case "union": {
        const member = nested.members.find(({ type }) => this.fitting.fits(value, type));
        return member === undefined ? this.noValue : `${name}.${member.method}(${this.of(value, member.type)})`;
      }
    }
  }

  builder(name: string, given: JsonObject, object: JvmObject): string {
    return `${name}.builder()${this.setters(given, object)
      .map(({ text }) => text)
      .join("")}.build()`;
  }

  /** Every given value in its setter, first those that are required. */
  setters(given: JsonObject, object: JvmObject): Said[] {
    const steps = stepsOf(object).map(({ field }) => field);
    const others = object.fields.filter((field) => !steps.includes(field) && Object.hasOwn(given, field.key));
    return [...steps, ...others].map((field) => ({ key: field.key, text: this.setter(field, given) }));
  }

  private setter({ key, method, type, without }: JvmField, given: JsonObject): string {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    if (value === undefined) return `.${without ?? "missing"}()`;
    return `.${method}(${type.kind === "null" ? "" : this.of(value, type)})`;
  }

  private anyValue(value: Json): string {
    if (value === null) return "(Object) null";
    if (Array.isArray(value)) {
      return `java.util.Arrays.<Object>asList(${value.map((one) => this.anyValue(one)).join(", ")})`;
    }
    if (typeof value !== "object") return javaScalar(value);
    const entries = Object.entries(value).map(([key, item]) => [javaString(key), this.anyValue(item)] as const);
    return this.mapOf(entries, value as JsonObject);
  }
}
