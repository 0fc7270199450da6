/** Names of classes in Java and Kotlin: what a file imports, what it declares, and which event that makes of a name. */

import type { SourceText } from "../site.ts";

export interface JvmScan {
  readonly sources: readonly SourceText[];
  /** The package of the SDK: its events are in `events` below it. */
  readonly packages: readonly string[];
  /** Ids of events by the name of their class. */
  readonly names: ReadonlyMap<string, string>;
}

/** What a file says before its code. */
export interface JvmHead {
  readonly package: string;
  /** What single names stand for: classes, and members of classes. */
  readonly imports: ReadonlyMap<string, string>;
  /** Packages and classes whose names are all there. */
  readonly onDemand: readonly string[];
  /** Types that the file declares, at any depth; in Kotlin functions too. */
  readonly declared: ReadonlySet<string>;
}

export interface JvmNames {
  readonly head: JvmHead;
  /** Every type of the application, by its full name. */
  readonly types: ReadonlySet<string>;
  readonly packages: readonly string[];
  readonly names: ReadonlyMap<string, string>;
}

/** Of an event's class, or of what is in it, by the full name. */
export interface FoundClass {
  readonly event: string;
  /** What follows the event's own name: the case of one that has variants. */
  readonly inner: readonly string[];
}

export function allTypes(heads: readonly JvmHead[]): ReadonlySet<string> {
  return new Set(heads.flatMap((head) => [...head.declared].map((name) => `${head.package}.${name}`)));
}

export function classOf(
  full: string,
  { packages, names }: Pick<JvmNames, "packages" | "names">,
): FoundClass | undefined {
  for (const name of packages) {
    if (!full.startsWith(`${name}.events.`)) continue;
    const [event = "", ...inner] = full.slice(name.length + ".events.".length).split(".");
    if (names.has(event)) return { event, inner };
  }
  return undefined;
}

/** What `PaymentAttempted.MethodCard` means where it stands: own types first, then imports, the own package, whole packages. */
export function resolveClass(path: string, known: JvmNames): FoundClass | undefined {
  const { head, types } = known;
  const qualified = classOf(path, known);
  if (qualified !== undefined) return qualified;
  const [first = "", ...rest] = path.split(".");
  if (head.declared.has(first)) return undefined;
  const imported = head.imports.get(first);
  if (imported !== undefined) return classOf([imported, ...rest].join("."), known);
  if (types.has(`${head.package}.${first}`)) return undefined;
  for (const from of head.onDemand) {
    const found = classOf(`${from}.${path}`, known);
    if (found !== undefined) return found;
  }
  return undefined;
}
