/** A Java program that calls every event of an SDK, and the messages that must arrive. */

import type { Json, JsonObject, PublishedPlan } from "../../../lib/plan/plan.ts";
import type { JvmEvent, JvmField, JvmNested, JvmObject, JvmType } from "../../jvm/jvm-model.ts";
import { Fitting, shapeOf } from "../../jvm/testing/fitting.ts";
import type { JvmDrive } from "../../jvm/testing/jvm-drive.ts";
import { CALLED, type PlannedCall, plannedCalls } from "../../testing/planned-calls.ts";
import { buildJava } from "../build-java.ts";
import { javaScalar, javaString } from "../java-text.ts";
import { boxedOf, parametersOf } from "../java-types.ts";
import { stepsOf } from "../steps.ts";

/** Values as expressions of the types that the SDK of one event takes. */
class Expressions {
  private readonly owner: string;
  private readonly fitting: Fitting;
  private readonly names: ReadonlySet<string>;

  constructor(owner: string, event: JvmEvent) {
    this.owner = owner;
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
    if (type.kind === "any") return anyValue(value);
    return type.kind === "number" ? `${String(value)}d` : javaScalar(value);
  }

  private qualified(type: string): string {
    return type.replace(/[^<>? ]+/g, (name) => (this.names.has(name) ? `${this.owner}.${name}` : name));
  }

  private ofNested(value: Json, nested: JvmNested): string {
    const name = `${this.owner}.${nested.name}`;
    switch (nested.kind) {
      case "enum":
        return `${name}.${nested.constants.find((constant) => Object.is(constant.value, value) || constant.value === value)?.name}`;
      case "object":
        return this.builder(name, value as JsonObject, nested.object);
      case "union": {
        const member = nested.members.find(({ type }) => this.fitting.fits(value, type));
        return member === undefined ? "unfit" : `${name}.${member.method}(${this.of(value, member.type)})`;
      }
    }
  }

  /** Every given value in its setter. */
  builder(name: string, given: JsonObject, object: JvmObject): string {
    const steps = stepsOf(object).map(({ field }) => field);
    const others = object.fields.filter((field) => !steps.includes(field) && Object.hasOwn(given, field.key));
    return `${name}.builder()${[...steps, ...others].map((field) => this.setter(field, given)).join("")}.build()`;
  }

  private setter({ key, method, type, without }: JvmField, given: JsonObject): string {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    if (value === undefined) return `.${without ?? "missing"}()`;
    return `.${method}(${type.kind === "null" ? "" : this.of(value, type)})`;
  }
}

function anyValue(value: Json): string {
  if (value === null) return "(Object) null";
  if (Array.isArray(value)) return `java.util.Arrays.<Object>asList(${value.map(anyValue).join(", ")})`;
  if (typeof value !== "object") return javaScalar(value);
  const entries = Object.entries(value).map(([key, item]) => `${javaString(key)}, ${anyValue(item)}`);
  return `map(${entries.join(", ")})`;
}

function callOf(event: JvmEvent, packageName: string, { given, messageId }: PlannedCall): string {
  const owner = `${packageName}.events.${event.className}`;
  const expressions = new Expressions(owner, event);
  const shape = shapeOf(event, given);
  const name = shape.name === undefined ? owner : `${owner}.${shape.name}`;
  return `    tracker.send(${expressions.builder(name, given, shape.object)}, WHO.withMessageId("${messageId}"));`;
}

/** Each event is called twice, with another sample each. */
export function driveJava(published: PublishedPlan, seed = 1): JvmDrive {
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
