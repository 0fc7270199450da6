/** A Kotlin program that calls every event of an SDK, and the messages that must arrive. */

import type { PublishedPlan } from "../../../lib/plan/plan.ts";
import { Fitting, type Shape, shapeOf } from "../../jvm/fitting.ts";
import type { JvmSdk } from "../../jvm/jvm-model.ts";
import type { JvmDrive } from "../../jvm/testing/jvm-drive.ts";
import { CALLED, type PlannedCall, plannedCalls } from "../../testing/planned-calls.ts";
import { buildKotlin } from "../build-kotlin.ts";
import { KotlinValues } from "../call-values.ts";
import { inCode } from "../kotlin-names.ts";

function callOf(sdk: JvmSdk, { event: planned, given, messageId }: PlannedCall): string {
  const event = sdk.events.find(({ id }) => id === planned.id);
  if (event === undefined) throw new Error(`${planned.id} has no class`);
  const owner = `${sdk.packageName}.events.${inCode(event.className)}`;
  const shape: Shape = shapeOf(event, given);
  const name = shape.name === undefined ? owner : `${owner}.${inCode(shape.name)}`;
  const call = new KotlinValues(owner, `${sdk.packageName}.`, new Fitting(event)).call(name, given, shape.object);
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
