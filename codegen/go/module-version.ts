/** What Go knows a version's SDK by, where it takes modules from a proxy. */

import { modulePath } from "./go-names.ts";

/** The first number stays 1: Go puts a higher one into the path of the module, which would move with each version. */
export function goVersion(version: number): string {
  return `v1.${version}.0`;
}

/** Undefined when it is no version of ours. */
export function readGoVersion(text: string): number | undefined {
  const [, version] = /^v1\.([1-9]\d{0,8})\.0$/.exec(text) ?? [];
  return version === undefined ? undefined : Number(version);
}

/** The slug behind the path of a module; undefined when it is none of ours. */
export function readModulePath(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return [name, name.replace(/^plan-/, "")].find((slug) => modulePath(slug) === path);
}
