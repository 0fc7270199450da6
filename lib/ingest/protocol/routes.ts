/** Which protocol a path belongs to. Segment's is read on the way itself; every other one is an adapter. */

import { amplitude } from "./amplitude.ts";
import type { Adapter } from "./exchange.ts";
import { ga4 } from "./ga4.ts";
import { jitsu } from "./jitsu.ts";
import { mixpanel } from "./mixpanel.ts";
import { ndjson } from "./ndjson.ts";
import { posthog } from "./posthog.ts";
import { findSegmentRoute, type SegmentRoute, segmentMethods } from "./segment.ts";
import { sharedBatch } from "./shared-batch.ts";
import { snowplow } from "./snowplow.ts";

export type Route =
  | SegmentRoute
  | { readonly kind: "rows" }
  | { readonly kind: "adapter"; readonly adapter: Adapter; readonly path: string };

/** The protocols besides Segment's. */
export const ADAPTERS: readonly Adapter[] = [mixpanel, ndjson, ga4, amplitude, posthog, sharedBatch, jitsu, snowplow];

const ADAPTER_ROUTES = new Map(
  ADAPTERS.flatMap((adapter) =>
    adapter.paths.map((path): [string, Route] => [path, { kind: "adapter", adapter, path }]),
  ),
);

const ROWS: Route = { kind: "rows" };

/** The route of a path without its query; a trailing slash never matters. */
export function findRoute(path: string): Route | undefined {
  const plain = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  if (plain === "/v1/rows") return ROWS;
  return findSegmentRoute(plain) ?? ADAPTER_ROUTES.get(plain);
}

export function methodsOf(route: Route): readonly string[] {
  if (route.kind === "rows") return ["POST"];
  return route.kind === "adapter" ? route.adapter.methods : segmentMethods(route);
}
