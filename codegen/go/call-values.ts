/** Values of the plan as Go code gives them to the SDK of one event. */

import type { Json, JsonObject } from "../../lib/plan/plan.ts";
import type { MapOf, Said } from "../model/call-parts.ts";
import { type GoEvent, type GoField, type GoNested, type GoObject, type GoType, itemName } from "./go-model.ts";
import { goScalar, goString } from "./go-text.ts";
import { stepsOf } from "./steps.ts";

/** A map as Go writes it, in any order. */
export const plainMap: MapOf = (entries) =>
  `map[string]any{${entries.map(([key, value]) => `${key}: ${value}`).join(", ")}}`;

/** Values as expressions of the types that the SDK of one event takes. */
export class GoValues {
  private readonly nested: ReadonlyMap<string, GoNested>;

  private readonly mapOf: MapOf;

  private readonly noValue: string;

  /** `noValue` stands where no value fits. */
  constructor({ nested }: Pick<GoEvent, "nested">, mapOf: MapOf, noValue = "") {
    this.mapOf = mapOf;
    this.noValue = noValue;
    this.nested = new Map(nested.map((one) => [one.kind === "object" ? `${one.name}_Object` : one.name, one]));
  }

  /** Of a value that is not null, or of any value where the type takes any. */
  of(value: Json, type: GoType): string {
    const { name = "", item } = type;
    if (item !== undefined) return `${qualified(name)}{${this.items(value, item)}}`;
    const nested = this.nested.get(name);
    if (nested !== undefined) return this.ofNested(value, nested);
    if (name === "any") return this.anyValue(value);
    return typeof value === "number" ? `${name}(${String(value)})` : goScalar(value);
  }

  private items(value: Json, item: GoType): string {
    const values = Array.isArray(value) ? value : [];
    return values
      .map((one) => {
        if (one === null && item.name !== "any") return "nil";
        const name = itemName(item);
        // The first of a list has an address, other than a literal.
        return name.startsWith("*") ? `&[]${qualified(name.slice(1))}{${this.of(one, item)}}[0]` : this.of(one, item);
      })
      .join(", ");
  }

  private ofNested(value: Json, nested: GoNested): string {
    switch (nested.kind) {
      case "enum": {
        const constant = nested.constants.find((one) => one.value === value);
        return constant === undefined ? this.noValue : `events.${constant.name}`;
      }
      case "object":
        return this.object(nested.name, value as JsonObject, nested.object);
      case "union": {
        const member = nested.members.find(({ type }) => this.fits(value, type));
        return member === undefined ? this.noValue : `events.${member.name}(${this.of(value, member.type)})`;
      }
    }
  }

  object(name: string, given: JsonObject, object: GoObject): string {
    return `events.${name}()${this.setters(name, given, object)
      .map(({ text }) => text)
      .join("")}`;
  }

  /** Every given value in its setter, first those that are required. */
  setters(name: string, given: JsonObject, object: GoObject): Said[] {
    const steps = stepsOf(object, name).map(({ field }) => field);
    const others = object.fields.filter((field) => !steps.includes(field) && Object.hasOwn(given, field.key));
    return [...steps, ...others].map((field) => ({ key: field.key, text: this.setter(field, given) }));
  }

  /** The variant of an event that a call with these properties is. */
  shapeOf(event: GoEvent, given: JsonObject): GoEvent["shapes"][number] {
    const shape = event.shapes.find(({ object }) => this.fitsObject(given, object)) ?? event.shapes[0];
    if (shape === undefined) throw new Error(`${event.name} has no shape`);
    return shape;
  }

  private setter({ key, method, type }: GoField, given: JsonObject): string {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    if (value === undefined) return `.Without${method}()`;
    if (value === null && type.name !== "any") return `.${method}Null()`;
    return `.${method}(${type.item === undefined ? this.of(value, type) : this.items(value, type.item)})`;
  }

  private fits(value: Json, type: GoType): boolean {
    if (value === null) return type.nullable;
    const { item } = type;
    if (item !== undefined) return Array.isArray(value) && value.every((one) => this.fits(one, item));
    const nested = this.nested.get(type.name ?? "");
    if (nested !== undefined) return this.fitsNested(value, nested);
    switch (type.name) {
      case "string":
        return typeof value === "string";
      case "bool":
        return typeof value === "boolean";
      case "float64":
        return typeof value === "number";
      case "int64":
        return Number.isSafeInteger(value);
      default:
        return type.name === "any";
    }
  }

  private fitsNested(value: Json, nested: GoNested): boolean {
    if (nested.kind === "enum") return nested.constants.some((constant) => constant.value === value);
    if (nested.kind === "union") return nested.members.some(({ type }) => this.fits(value, type));
    return typeof value === "object" && !Array.isArray(value) && this.fitsObject(value as JsonObject, nested.object);
  }

  private fitsObject(given: JsonObject, { presets, fields }: GoObject): boolean {
    const keys = [...presets, ...fields].map(({ key }) => key);
    return (
      Object.keys(given).every((key) => keys.includes(key)) &&
      presets.every(
        ({ key, expression }) => Object.hasOwn(given, key) && goScalar(given[key] ?? null) === expression,
      ) &&
      fields.every(({ key, type, required, mayBeLeft }) =>
        Object.hasOwn(given, key) ? this.fits(given[key] ?? null, type) : !required || mayBeLeft,
      )
    );
  }

  private anyValue(value: Json): string {
    if (Array.isArray(value)) return `[]any{${value.map((one) => this.anyValue(one)).join(", ")}}`;
    if (typeof value !== "object" || value === null) return goScalar(value);
    const entries = Object.entries(value).map(([key, item]) => [goString(key), this.anyValue(item)] as const);
    return this.mapOf(entries, value as JsonObject);
  }
}

function qualified(type: string): string {
  return type.replace(/[A-Z]\w*/g, (name) => `events.${name}`);
}
