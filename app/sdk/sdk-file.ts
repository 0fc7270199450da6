/** The files that applications install an SDK from, by their names in addresses. */

import { readWheelName } from "../../codegen/python/wheel-name.ts";
import { TARGETS, type Target } from "../../codegen/targets.ts";
import type { PackageForm } from "../../codegen/thread/code-place.ts";

export interface SdkFile {
  readonly slug: string;
  readonly version: number | "latest";
  readonly form: PackageForm;
  readonly mediaType: string;
  /** The name of the same file of a version. */
  readonly nameOf: (version: number) => string;
}

/** `shop@3.tgz`, `shop@latest.tgz`, `shop@3-java.zip`. */
const BY_SLUG = /^([a-z0-9-]+)@([1-9]\d{0,8}|latest)(?:\.tgz|-([a-z]+)\.zip)$/;

/** Undefined when no file of ours is called so. */
export function sdkFileOf(name: string): SdkFile | undefined {
  const named = readWheelName(name);
  if (named !== undefined) return { ...named, form: "wheel", mediaType: "application/zip", nameOf: () => name };
  const [, slug = "", number = "", asked] = BY_SLUG.exec(name) ?? [];
  const version = number === "latest" ? number : Number(number);
  if (slug === "") return undefined;
  if (asked === undefined)
    return {
      ...{ slug, version, form: "npm", mediaType: "application/gzip" },
      nameOf: (found) => `${slug}@${found}.tgz`,
    };
  const target = TARGETS.find((one): one is Target => one === asked);
  if (target === undefined) return undefined;
  return {
    ...{ slug, version, form: { zip: target }, mediaType: "application/zip" },
    nameOf: (found) => `${slug}@${found}-${target}.zip`,
  };
}
