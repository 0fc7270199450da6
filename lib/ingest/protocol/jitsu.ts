/** Jitsu's protocol: one call of the Segment family a request, its kind in the address, its key as `id:secret`. */

import { CALL_KINDS } from "../call.ts";
import { isRecord } from "../read-call.ts";
import { answerOfRefusal } from "./answer.ts";
import { type Adapter, type Exchange, jsonAnswer, parseWithin } from "./exchange.ts";

const PREFIXES = ["/api/s/s2s/", "/api/s/"];

export const jitsu: Adapter = {
  paths: PREFIXES.flatMap((prefix) => CALL_KINDS.map((kind) => prefix + kind)),
  methods: ["POST"],
  open: ({ key, path, query }): Exchange => ({
    writeKey: (key ?? query.get("writekey") ?? undefined)?.split(":", 1)[0],
    read(text) {
      const parsed = parseWithin(text);
      if (!("value" in parsed)) return parsed;
      if (!isRecord(parsed.value)) return { path: "", expected: "object" };
      const type = path.slice(path.lastIndexOf("/") + 1);
      return { calls: [parsed.value.type === undefined ? JSON.stringify({ type, ...parsed.value }) : text] };
    },
    accepted: () => jsonAnswer(200, { ok: true }),
    refused: (refusal) => ({
      ...answerOfRefusal(refusal),
      body: JSON.stringify({ ok: false, error: refusal.message }),
    }),
  }),
};
