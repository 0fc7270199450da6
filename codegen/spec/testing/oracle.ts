/** What a small validator must say of a value: ajv as ingest is configured, its first complaint put as a spec puts it. */

import type { ErrorObject, ValidateFunction } from "ajv";
import { withOwnNames } from "../../../lib/ingest/foreign-schema.ts";
import type { Json } from "../../../lib/plan/plan.ts";
import { newAjv } from "../../../lib/plan/plan-ajv.ts";

export interface Told {
  readonly path: string;
  readonly keyword: string;
}

export type Oracle = (value: Json) => { readonly errors: readonly ErrorObject[]; readonly told: Told | undefined };

/** ajv says these about what failed for a reason listed before them. */
const ECHOES = new Set(["if", "propertyNames"]);

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function member({ params, keyword }: ErrorObject): string | undefined {
  const key = keyword === "propertyNames" ? undefined : (params.missingProperty ?? params.additionalProperty);
  return typeof key === "string" ? key : undefined;
}

function toldOf(error: ErrorObject): Told {
  const key = member(error);
  return { path: error.instancePath + (key === undefined ? "" : `/${escaped(key)}`), keyword: error.keyword };
}

/** A complaint of a check inside another, which stands for it. */
function isBelow(error: ErrorObject, outer: ErrorObject): boolean {
  return error.schemaPath.startsWith(`${outer.schemaPath}/`) && error.instancePath.startsWith(outer.instancePath);
}

function branchOf(error: ErrorObject, union: ErrorObject): string {
  return error.schemaPath.slice(union.schemaPath.length + 1).split("/", 1)[0] ?? "";
}

function unionTold(union: ErrorObject, below: readonly ErrorObject[]): ErrorObject[] {
  if (Array.isArray(union.params.passingSchemas)) return [union];
  const firsts = new Map<string, ErrorObject>();
  for (const error of below) {
    const branch = branchOf(error, union);
    if (!firsts.has(branch)) firsts.set(branch, error);
  }
  const meant = [...firsts.values()].filter(
    (error) => error.keyword !== "type" || error.instancePath !== union.instancePath,
  );
  if (meant.length === 1) return meant;
  return [meant.length > 1 ? union : { ...union, keyword: "type", params: {} }];
}

/** ajv lists what is inside before what is around it. */
function settled(errors: readonly ErrorObject[]): ErrorObject[] {
  let list = typeFirst(errors.filter(({ keyword }) => !ECHOES.has(keyword)));
  for (const outer of errors) {
    const isUnion = outer.keyword === "anyOf" || outer.keyword === "oneOf";
    if (!(isUnion || outer.keyword === "contains") || !list.includes(outer)) continue;
    const below = list.filter((error) => error !== outer && isBelow(error, outer));
    const at = Math.min(...[outer, ...below].map((error) => list.indexOf(error)));
    const told = isUnion ? unionTold(outer, below) : [outer];
    const rest = list.filter((error) => error !== outer && !below.includes(error));
    const before = list.slice(0, at).filter((error) => rest.includes(error));
    list = [...before, ...told, ...rest.filter((error) => !before.includes(error))];
  }
  return list;
}

/** Of one value and one schema the type is told, whatever else ajv finds before. */
function typeFirst(errors: readonly ErrorObject[]): ErrorObject[] {
  const schemaOf = ({ schemaPath }: ErrorObject): string => schemaPath.slice(0, schemaPath.lastIndexOf("/"));
  const mistyped = errors.filter(({ keyword }) => keyword === "type");
  return errors.filter(
    (error) =>
      error.keyword === "type" ||
      !mistyped.some(
        (type) =>
          type.instancePath === error.instancePath &&
          (schemaOf(error) === schemaOf(type) || error.schemaPath.startsWith(`${schemaOf(type)}/`)),
      ),
  );
}

/** Throws where ajv cannot compile the schema. */
export function specOracle(schema: Json, ajv = newAjv()): Oracle {
  const validate = ajv.compile(withOwnNames(structuredClone(schema)) as object) as ValidateFunction;
  return (value) => {
    if (validate(value)) return { errors: [], told: undefined };
    const errors = [...(validate.errors ?? [])];
    const [told] = settled(errors);
    return { errors, told: told === undefined ? undefined : toldOf(told) };
  };
}
