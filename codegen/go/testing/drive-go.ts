/** Go code that calls every event of an SDK, and the messages that must arrive. */

import type { PublishedPlan } from "../../../lib/plan/plan.ts";
import type { MapOf } from "../../model/call-parts.ts";
import { CALLED, type PlannedCall, plannedCalls } from "../../testing/planned-calls.ts";
import type { CompiledDrive } from "../../testing/prove-compiled.ts";
import { buildGo } from "../build-go.ts";
import { GoValues, plainMap } from "../call-values.ts";
import type { GoEvent } from "../go-model.ts";
import { goString } from "../go-text.ts";

export interface GoDrive extends CompiledDrive {
  /** Of the generated code. */
  readonly module: string;
  /** The function that sends, to the address that is its argument. */
  readonly name: string;
  /** A file of the package `main`. */
  readonly source: string;
}

/** Maps have no order; JSON has. */
const orderedMap: MapOf = (entries, value) =>
  entries.length > 1 ? `json.RawMessage(${goString(JSON.stringify(value))})` : plainMap(entries, value);

function callOf(event: GoEvent, { given, messageId }: PlannedCall): string {
  const values = new GoValues(event, orderedMap);
  const shape = values.shapeOf(event, given);
  return `\tclient.Send(${values.object(shape.name, given, shape.object)}, who, at, sdk.WithMessageID("${messageId}"))\n`;
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
