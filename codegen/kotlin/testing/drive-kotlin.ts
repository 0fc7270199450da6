/** A Kotlin program that calls every event of an SDK, and the messages that must arrive. */

import type { Json, JsonObject, PublishedPlan } from "../../../lib/plan/plan.ts";
import type { JvmField, JvmNested, JvmObject, JvmSdk, JvmType } from "../../jvm/jvm-model.ts";
import { Fitting, type Shape, shapeOf } from "../../jvm/testing/fitting.ts";
import type { JvmDrive } from "../../jvm/testing/jvm-drive.ts";
import { CALLED, type PlannedCall, plannedCalls } from "../../testing/planned-calls.ts";
import { buildKotlin } from "../build-kotlin.ts";
import { inCode } from "../kotlin-names.ts";
import { kotlinScalar, kotlinString } from "../kotlin-text.ts";
import { memberName, parametersOf, partOf } from "../print-object.ts";

/** Values as expressions of the types that the SDK of one event takes. */
class Expressions {
  private readonly owner: string;
  private readonly root: string;
  private readonly fitting: Fitting;

  constructor(owner: string, root: string, fitting: Fitting) {
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
      case "enum":
        return `${name}.${inCode(nested.constants.find((constant) => constant.value === value)?.name ?? "unfit")}`;
      case "object":
        return this.call(name, value as JsonObject, nested.object);
      case "union": {
        const member = nested.members.find(({ type }) => this.fitting.fits(value, type));
        return member === undefined ? "unfit" : `${name}.${memberName(member.method)}(${this.of(value, member.type)})`;
      }
    }
  }

  /** Every given value in its argument. */
  call(name: string, given: JsonObject, object: JvmObject): string {
    const parts = new Map<string | undefined, string[]>();
    for (const field of parametersOf(object)) {
      const argument = this.argument(field, given);
      const part = partOf(object, field);
      if (argument !== undefined) parts.set(part, [...(parts.get(part) ?? []), argument]);
    }
    const all = [...parts].flatMap(([part, found]) =>
      part === undefined ? found : [`${part.toLowerCase()} = ${name}.${part}(${found.join(", ")})`],
    );
    return `${name}(${all.join(", ")})`;
  }

  private argument({ key, method, type, required, without }: JvmField, given: JsonObject): string | undefined {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    const isOptional = without !== undefined || (!required && type.nullable);
    if (value === undefined)
      return without === undefined ? undefined : `${inCode(method)} = ${this.root}.Optional.Absent`;
    const said = this.of(value, type);
    return `${inCode(method)} = ${isOptional ? `${this.root}.Optional.Present(${said})` : said}`;
  }
}

function anyValue(value: Json): string {
  if (Array.isArray(value)) return `listOf<Any?>(${value.map(anyValue).join(", ")})`;
  if (typeof value !== "object" || value === null) return kotlinScalar(value);
  const entries = Object.entries(value).map(([key, item]) => `${kotlinString(key)} to ${anyValue(item)}`);
  return `mapOf<String, Any?>(${entries.join(", ")})`;
}

function callOf(sdk: JvmSdk, { event: planned, given, messageId }: PlannedCall): string {
  const event = sdk.events.find(({ id }) => id === planned.id);
  if (event === undefined) throw new Error(`${planned.id} has no class`);
  const owner = `${sdk.packageName}.events.${inCode(event.className)}`;
  const shape: Shape = shapeOf(event, given);
  const name = shape.name === undefined ? owner : `${owner}.${inCode(shape.name)}`;
  const call = new Expressions(owner, sdk.packageName, new Fitting(event)).call(name, given, shape.object);
  return `tracker.send(${call}, who("${messageId}"))`;
}

/** Each event is called twice, with another sample each. */
export function driveKotlin(published: PublishedPlan, seed = 1): JvmDrive {
  const sdk = buildKotlin(published);
  const expected = plannedCalls(published, "gabarit-kotlin/1", 2, seed);
  const root = sdk.packageName;
  const main = `Drive_${root.replace(/\W/g, "_")}`;
  const source = `@file:Suppress("DEPRECATION")

internal object ${main} {
    private fun who(messageId: String) = ${root}.CallOptions(
        userId = "${CALLED.userId}",
        timestamp = java.util.Date(${Date.parse(CALLED.timestamp)}L),
        messageId = messageId,
    )

${expected.map((call, at) => `    private fun call${at}(tracker: ${root}.Tracker) {\n        ${callOf(sdk, call)}\n    }\n`).join("\n")}
    fun run(host: String) {
        val dropped = StringBuffer()
        val tracker = ${root}.Tracker(
            host = host,
            writeKey = "wk",
            options = ${root}.Options(consent = ${root}.Consent.GRANTED, onDrop = { _, reason -> dropped.append(reason).append('\\n') }),
        )
${expected.map((_, at) => `        call${at}(tracker)\n`).join("")}
        val left = tracker.close()
        check(dropped.isEmpty()) { "left $left, dropped $dropped" }
    }
}
`;
  return { published, expected, main, source };
}
