/** A Java program that calls every event of an SDK, and the messages that must arrive. */

import type { PublishedPlan } from "../../../lib/plan/plan.ts";
import { shapeOf } from "../../jvm/fitting.ts";
import type { JvmEvent } from "../../jvm/jvm-model.ts";
import type { JvmDrive } from "../../jvm/testing/jvm-drive.ts";
import { CALLED, type PlannedCall, plannedCalls } from "../../testing/planned-calls.ts";
import { buildJava } from "../build-java.ts";
import { JavaValues } from "../call-values.ts";

function callOf(event: JvmEvent, packageName: string, { given, messageId }: PlannedCall): string {
  const owner = `${packageName}.events.${event.className}`;
  const values = new JavaValues(owner, event, (entries) => `map(${entries.flat().join(", ")})`);
  const shape = shapeOf(event, given);
  const name = shape.name === undefined ? owner : `${owner}.${shape.name}`;
  return `    tracker.send(${values.builder(name, given, shape.object)}, WHO.withMessageId("${messageId}"));`;
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
