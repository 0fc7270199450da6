/* eslint-disable */
/**
 * Checks every event of the plan: loaded by `init` where `NODE_ENV` is `development`, and by `testing.ts`. The same bytes
 * for every plan. Do not edit.
 */
import * as specs from "./all-specs.ts";
import { type EventSpec, type Judge, specsFor } from "./validate.ts";

export const all: Judge = /* @__PURE__ */ specsFor(.../* @__PURE__ */ (Object.values(specs) as readonly EventSpec[]));
