/** A spec as the TypeScript SDK prints it: the names of formats are the functions themselves. */

import * as formats from "../../typescript/runtime/formats.ts";
import type { Spec as RunnableSpec } from "../../typescript/runtime/validate.ts";
import type { Spec } from "../spec.ts";

type Accepts = (text: string) => boolean;

const { dateTime, ...named } = formats;
const FORMATS: Readonly<Record<string, Accepts>> = { ...named, "date-time": dateTime };

const ONE = new Set(["not", "items", "contains", "propertyNames"]);
const SEVERAL = new Set(["anyOf", "oneOf", "allOf", "if"]);

function argument(keyword: string, given: unknown): unknown {
  if (keyword === "format") return FORMATS[given as string];
  if (ONE.has(keyword)) return runnableSpec(given as Spec);
  if (SEVERAL.has(keyword)) return (given as readonly Spec[]).map(runnableSpec);
  if (keyword !== "properties") return given;
  const [members, ...rest] = given as readonly [Readonly<Record<string, Spec>>, (Spec | false)?];
  const runnable = Object.entries(members).map(([key, spec]) => [key, runnableSpec(spec)]);
  return [Object.fromEntries(runnable), ...rest.map((spec) => (spec === false ? false : runnableSpec(spec as Spec)))];
}

export function runnableSpec(spec: Spec): RunnableSpec {
  return spec.map((part, at) => (at % 2 === 0 ? part : argument(String(spec[at - 1]), part)));
}
