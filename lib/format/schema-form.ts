/** Which JSON Schemas say the same: the order of keys says nothing, nor that of required names. */

import type { Json } from "../plan/plan.ts";
import { isJsonObject } from "./schema-keyword.ts";

/** Numbers for schemas, one for all that are the same: each is looked at once, however often it is compared. */
export class SchemaForms {
  private readonly numbers = new Map<string, number>();
  private readonly known = new WeakMap<object, number>();

  private numberOf(form: string): number {
    const found = this.numbers.get(form) ?? this.numbers.size;
    this.numbers.set(form, found);
    return found;
  }

  private ofFields(value: object, without?: string): number {
    const fields = Object.entries(value).filter(
      ([name, item]) => name !== without && !(name === "required" && Array.isArray(item) && item.length === 0),
    );
    const forms = fields.map(([name, item]) => `${JSON.stringify(name)}:${this.of(item as Json, name)}`);
    return this.numberOf(`{${forms.sort().join()}}`);
  }

  of(value: Json | undefined, key = ""): number {
    if (Array.isArray(value)) {
      const isNames = key === "required" && value.every((item) => typeof item === "string");
      const forms = value.map((item) => this.of(item as Json));
      return this.numberOf(`[${isNames ? [...new Set(forms)].sort().join() : forms.join()}]`);
    }
    if (!isJsonObject(value)) return this.numberOf(value === undefined ? "" : JSON.stringify(value));
    const number = this.known.get(value) ?? this.ofFields(value);
    this.known.set(value, number);
    return number;
  }

  /** The number of what a schema says but for its description. */
  belowWords(schema: Json | undefined): number {
    return isJsonObject(schema) ? this.ofFields(schema, "description") : this.of(schema);
  }
}

/** True for schemas that are the same text but for the order of keys and of required names. */
export function sameSchema(a: Json | undefined, b: Json | undefined): boolean {
  const forms = new SchemaForms();
  return forms.of(a) === forms.of(b);
}
