/** A Java program that calls every event of an SDK, and the messages that must arrive. */

import type { Json, JsonObject, PublishedPlan } from "../../../lib/plan/plan.ts";
import { CALLED, type PlannedCall, plannedCalls } from "../../testing/planned-calls.ts";
import { buildJava } from "../build-java.ts";
import type { JavaEvent, JavaField, JavaNested, JavaObject, JavaType } from "../java-model.ts";
import { javaScalar, javaString } from "../java-text.ts";
import { stepsOf } from "../steps.ts";

export interface JavaDrive {
  readonly published: PublishedPlan;
  readonly expected: readonly PlannedCall[];
  /** The class whose `main` sends, to the address that is its argument. */
  readonly main: string;
  readonly source: string;
}

/** Values as expressions of the types that the SDK of one event takes. */
class Expressions {
  private readonly owner: string;
  private readonly nested: ReadonlyMap<string, JavaNested>;

  constructor(owner: string, { nested }: Pick<JavaEvent, "nested">) {
    this.owner = owner;
    this.nested = new Map(nested.map((one) => [one.name, one]));
  }

  of(value: Json, type: JavaType): string {
    const [parameter = ""] = type.parameters;
    if (value === null && type.nullable) return `(${this.qualified(type.parameters.at(-1) ?? "Object")}) null`;
    const nested = this.nested.get(parameter);
    if (nested !== undefined) return this.ofNested(value, nested);
    if (type.item !== undefined) {
      const { item } = type;
      const items = Array.isArray(value) ? value.map((one) => this.of(one, item)) : [];
      return `java.util.Arrays.<${this.qualified(item.boxed.replace(/^\? ?(extends )?/, "") || "Object")}>asList(${items.join(", ")})`;
    }
    if (parameter === "Object") return anyValue(value);
    return parameter === "double" ? `${String(value)}d` : javaScalar(value);
  }

  private qualified(type: string): string {
    return type.replace(/[^<>? ]+/g, (name) => (this.nested.has(name) ? `${this.owner}.${name}` : name));
  }

  private ofNested(value: Json, nested: JavaNested): string {
    const name = `${this.owner}.${nested.name}`;
    switch (nested.kind) {
      case "enum":
        return `${name}.${nested.constants.find((constant) => Object.is(constant.value, value) || constant.value === value)?.name}`;
      case "object":
        return this.builder(name, value as JsonObject, nested.object);
      case "union": {
        const member = nested.members.find(({ type }) => this.fits(value, type));
        return member === undefined ? "unfit" : `${name}.${member.method}(${this.of(value, member.type)})`;
      }
    }
  }

  /** Every given value in its setter. */
  builder(name: string, given: JsonObject, object: JavaObject): string {
    const steps = stepsOf(object).map(({ field }) => field);
    const others = object.fields.filter((field) => !steps.includes(field) && Object.hasOwn(given, field.key));
    return `${name}.builder()${[...steps, ...others].map((field) => this.setter(field, given)).join("")}.build()`;
  }

  private setter({ key, method, type, without }: JavaField, given: JsonObject): string {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    if (value === undefined) return `.${without ?? "missing"}()`;
    return `.${method}(${type.parameters.length === 0 ? "" : this.of(value, type)})`;
  }

  fits(value: Json, type: JavaType): boolean {
    if (value === null) return type.nullable;
    const [parameter = ""] = type.parameters;
    const nested = this.nested.get(parameter);
    if (nested !== undefined) return this.fitsNested(value, nested);
    if (type.item !== undefined) {
      const { item } = type;
      return Array.isArray(value) && value.every((one) => this.fits(one, item));
    }
    switch (parameter) {
      case "String":
        return typeof value === "string";
      case "double":
        return typeof value === "number";
      case "long":
        return Number.isSafeInteger(value);
      case "Object":
        return true;
      default:
        return typeof value === "boolean" && /boolean/i.test(parameter);
    }
  }

  private fitsNested(value: Json, nested: JavaNested): boolean {
    if (nested.kind === "enum") return nested.constants.some((constant) => constant.value === value);
    if (nested.kind === "union") return nested.members.some(({ type }) => this.fits(value, type));
    return typeof value === "object" && !Array.isArray(value) && this.fitsObject(value as JsonObject, nested.object);
  }

  fitsObject(given: JsonObject, { keys, presets, fields }: JavaObject): boolean {
    return (
      Object.keys(given).every((key) => keys.includes(key)) &&
      presets.every(({ slot, expression }) => {
        const value = given[keys[slot] ?? ""];
        return value !== undefined && javaScalar(value) === expression;
      }) &&
      fields.every(({ key, type, required, without }) =>
        Object.hasOwn(given, key) ? this.fits(given[key] ?? null, type) : !required || without !== undefined,
      )
    );
  }
}

function anyValue(value: Json): string {
  if (value === null) return "(Object) null";
  if (Array.isArray(value)) return `java.util.Arrays.<Object>asList(${value.map(anyValue).join(", ")})`;
  if (typeof value !== "object") return javaScalar(value);
  const entries = Object.entries(value).map(([key, item]) => `${javaString(key)}, ${anyValue(item)}`);
  return `map(${entries.join(", ")})`;
}

function callOf(event: JavaEvent, packageName: string, { given, messageId }: PlannedCall): string {
  const owner = `${packageName}.events.${event.className}`;
  const expressions = new Expressions(owner, event);
  const shape = event.shapes.find(({ object }) => expressions.fitsObject(given, object)) ?? event.shapes[0];
  if (shape === undefined) throw new Error(`${event.className} has no shape`);
  const name = shape.name === undefined ? owner : `${owner}.${shape.name}`;
  return `    tracker.send(${expressions.builder(name, given, shape.object)}, WHO.withMessageId("${messageId}"));`;
}

/** Each event is called twice, with another sample each. */
export function driveJava(published: PublishedPlan, seed = 1): JavaDrive {
  const sdk = buildJava(published);
  const events = new Map(sdk.events.map((event) => [event.id, event]));
  const expected = plannedCalls(published, "gabarit-java/1", 2, seed);
  const methods = expected.map((call, at) => {
    const event = events.get(call.event.id);
    if (event === undefined) throw new Error(`${call.event.id} has no class`);
    return `  @SuppressWarnings("deprecation")\n  static void call${at}(${sdk.packageName}.Tracker tracker) {
${callOf(event, sdk.packageName, call)}
  }
`;
  });
  const main = `Drive_${sdk.packageName.replace(/\W/g, "_")}`;
  const source = `public final class ${main} {
  static final ${sdk.packageName}.CallOptions WHO = ${sdk.packageName}.CallOptions.user("${CALLED.userId}")
      .withTimestamp(java.time.Instant.parse("${CALLED.timestamp}"));

${methods.join("\n")}
  static java.util.Map<String, Object> map(Object... pairs) {
    java.util.Map<String, Object> map = new java.util.LinkedHashMap<>();
    for (int at = 0; at < pairs.length; at += 2) map.put((String) pairs[at], pairs[at + 1]);
    return map;
  }

  public static void main(String... arguments) {
    StringBuffer dropped = new StringBuffer();
    ${sdk.packageName}.Tracker tracker = ${sdk.packageName}.Tracker.host(arguments[0]).writeKey("wk")
        .consent(${sdk.packageName}.Consent.granted())
        .onDrop((messages, reason) -> dropped.append(reason).append('\\n')).start();
${expected.map((_, at) => `    call${at}(tracker);`).join("\n")}
    int left = tracker.close(java.time.Duration.ofSeconds(60));
    if (left > 0 || dropped.length() > 0) throw new AssertionError("left " + left + ", dropped " + dropped);
  }
}
`;
  return { published, expected, main, source };
}
