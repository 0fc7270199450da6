/** Go code that calls every event of an SDK, and the messages that must arrive. */

import type { Json, JsonObject, PublishedPlan } from "../../../lib/plan/plan.ts";
import { CALLED, type PlannedCall, plannedCalls } from "../../testing/planned-calls.ts";
import type { CompiledDrive } from "../../testing/prove-compiled.ts";
import { buildGo } from "../build-go.ts";
import { type GoEvent, type GoField, type GoNested, type GoObject, type GoType, itemName } from "../go-model.ts";
import { goScalar, goString } from "../go-text.ts";
import { stepsOf } from "../steps.ts";

export interface GoDrive extends CompiledDrive {
  /** Of the generated code. */
  readonly module: string;
  /** The function that sends, to the address that is its argument. */
  readonly name: string;
  /** A file of the package `main`. */
  readonly source: string;
}

/** Values as expressions of the types that the SDK of one event takes. */
class Expressions {
  private readonly nested: ReadonlyMap<string, GoNested>;

  constructor({ nested }: Pick<GoEvent, "nested">) {
    this.nested = new Map(nested.map((one) => [one.kind === "object" ? `${one.name}_Object` : one.name, one]));
  }

  /** Of a value that is not null, or of any value where the type takes any. */
  of(value: Json, type: GoType): string {
    const { name = "", item } = type;
    if (item !== undefined) return `${qualified(name)}{${this.items(value, item)}}`;
    const nested = this.nested.get(name);
    if (nested !== undefined) return this.ofNested(value, nested);
    if (name === "any") return anyValue(value);
    return typeof value === "number" ? `${name}(${String(value)})` : goScalar(value);
  }

  private items(value: Json, item: GoType): string {
    const values = Array.isArray(value) ? value : [];
    return values
      .map((one) => {
        if (one === null && item.name !== "any") return "nil";
        return itemName(item).startsWith("*") ? `pointer(${this.of(one, item)})` : this.of(one, item);
      })
      .join(", ");
  }

  private ofNested(value: Json, nested: GoNested): string {
    switch (nested.kind) {
      case "enum":
        return `events.${nested.constants.find((constant) => constant.value === value)?.name}`;
      case "object":
        return this.object(nested.name, value as JsonObject, nested.object);
      case "union": {
        const member = nested.members.find(({ type }) => this.fits(value, type));
        return member === undefined ? "unfit" : `events.${member.name}(${this.of(value, member.type)})`;
      }
    }
  }

  /** Every given value in its setter. */
  object(name: string, given: JsonObject, object: GoObject): string {
    const steps = stepsOf(object, name).map(({ field }) => field);
    const others = object.fields.filter((field) => !steps.includes(field) && Object.hasOwn(given, field.key));
    return `events.${name}()${[...steps, ...others].map((field) => this.setter(field, given)).join("")}`;
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

  fitsObject(given: JsonObject, { presets, fields }: GoObject): boolean {
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
}

function qualified(type: string): string {
  return type.replace(/[A-Z]\w*/g, (name) => `events.${name}`);
}

function anyValue(value: Json): string {
  if (Array.isArray(value)) return `[]any{${value.map(anyValue).join(", ")}}`;
  if (typeof value !== "object" || value === null) return goScalar(value);
  // Maps have no order; JSON has.
  if (Object.keys(value).length > 1) return `json.RawMessage(${goString(JSON.stringify(value))})`;
  const entries = Object.entries(value).map(([key, item]) => `${goString(key)}: ${anyValue(item)}`);
  return `map[string]any{${entries.join(", ")}}`;
}

function callOf(event: GoEvent, { given, messageId }: PlannedCall): string {
  const expressions = new Expressions(event);
  const shape = event.shapes.find(({ object }) => expressions.fitsObject(given, object)) ?? event.shapes[0];
  if (shape === undefined) throw new Error(`${event.name} has no shape`);
  return `\tclient.Send(${expressions.object(shape.name, given, shape.object)}, who, at, sdk.WithMessageID("${messageId}"))\n`;
}

/** Each event is called twice, with another sample each; the first half of all calls is made before Init. */
export function driveGo(published: PublishedPlan, at: number, seed = 1): GoDrive {
  const sdk = buildGo(published);
  const events = new Map(sdk.events.map((event) => [event.id, event]));
  const expected = plannedCalls(published, "gabarit-go/1", 2, seed);
  const calls = expected.map((call) => {
    const event = events.get(call.event.id);
    if (event === undefined) throw new Error(`${call.event.id} has no function`);
    return callOf(event, call);
  });
  const early = Math.floor(calls.length / 2);
  const name = `drive${at}`;
  const source = `package main

import (
	"context"
	"encoding/json"
	"time"

	sdk "${sdk.module}"
	${calls.length === 0 ? "_ " : ""}"${sdk.module}/events"
	_ "${sdk.module}/${sdk.packageName}test"
)

func ${name}(host string) {
	moment, _ := time.Parse(time.RFC3339, "${CALLED.timestamp}")
	who, at := sdk.WithUserID("${CALLED.userId}"), sdk.WithTimestamp(moment)
	_, _, _ = who, at, json.RawMessage(nil)
	var client sdk.Client
${calls.slice(0, early).join("")}
	fail(client.Init(sdk.Options{
		Host: host, WriteKey: "wk", Consent: sdk.ConsentToAll(),
		OnDrop: dropped,
	}))
${calls.slice(early).join("")}
	limited, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	fail(client.Close(limited))
}
`;
  return { published, expected, module: sdk.module, name, source };
}
