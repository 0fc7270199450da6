/** What pip knows the Python package of a plan by. Slugs are what PEP 503 makes of names. */

/** Before the slug: a plan may have the name of something that everybody installs. */
const PREFIX = "tracker-";

/** Of a wheel for every Python 3 and every system. */
export const WHEEL_TAG = "py3-none-any";

export function distributionOf(slug: string): string {
  return PREFIX + slug;
}

/** The slug behind such a name; undefined when it is none. */
export function readDistribution(name: string): string | undefined {
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : undefined;
}

/** What the names of a wheel and of the folder of its metadata begin with. */
export function wheelStem(slug: string, version: number): string {
  return `${distributionOf(slug).replaceAll("-", "_")}-${version}.0.0`;
}

/** The name of the file, which has to say what the metadata inside say. */
export function wheelName(slug: string, version: number): string {
  return `${wheelStem(slug, version)}-${WHEEL_TAG}.whl`;
}

/** Which version of which plan the name of a file means; undefined when it is the name of no wheel of ours. */
export function readWheelName(name: string): { readonly slug: string; readonly version: number } | undefined {
  const [, distribution, version] = /^([a-z0-9_]+)-([1-9]\d{0,8})\.0\.0-py3-none-any\.whl$/.exec(name) ?? [];
  const slug = readDistribution((distribution ?? "").replaceAll("_", "-"));
  return slug === undefined ? undefined : { slug, version: Number(version) };
}
