/** `/batch`: the address of Amplitude's libraries and of PostHog's. The body tells whose it is; until it is read, Amplitude's. */

import { amplitude } from "./amplitude.ts";
import type { Adapter } from "./exchange.ts";
import { isPosthogBatch, posthog } from "./posthog.ts";

export const sharedBatch: Adapter = {
  paths: ["/batch"],
  methods: ["POST"],
  takes: (method) => method !== "GET",
  open(asked) {
    let exchange = amplitude.open(asked);
    return {
      writeKey: undefined,
      read(text) {
        if (isPosthogBatch(text)) exchange = posthog.open(asked);
        return exchange.read(text);
      },
      accepted: (judged) => exchange.accepted(judged),
      refused: (refusal) => exchange.refused(refusal),
    };
  },
};
