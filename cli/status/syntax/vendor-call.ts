/** Calls of vendors' own SDKs in Go, Java and Kotlin, by what they are called. */

const CALLS: readonly (readonly [object: RegExp, calls: readonly string[], vendor: string])[] = [
  [/^rudder(?:analytics|client)?$/i, ["track", "screen"], "rudderanalytics"],
  [/^(?:segment)?analytics$/i, ["track", "screen", "page"], "analytics"],
  [/^mixpanel$/i, ["track"], "mixpanel"],
  [/^amplitude$/i, ["track", "logEvent"], "amplitude"],
  [/^posthog$/i, ["capture"], "posthog"],
];

/** `posthog.capture` of `this.posthog` and `capture`; undefined of anything else. */
export function vendorCall(object: string, method: string): string | undefined {
  const name = `${method.charAt(0).toLowerCase()}${method.slice(1)}`;
  const found = CALLS.find(([pattern, calls]) => pattern.test(object) && calls.includes(name));
  return found === undefined ? undefined : `${found[2]}.${name}`;
}
