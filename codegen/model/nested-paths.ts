/** Which types of a plan need a name of their own, and what they are called: by the path to them. */

import type { Property, PropertyType } from "../../lib/plan/plan.ts";
import { distinctNames } from "./distinct-names.ts";
import { constantsOf, memberNames, membersOf } from "./type-members.ts";

export type Path = readonly string[];

/** Every type is announced before the first is made: a name depends on all that would be like it. */
export class NestedPaths {
  private readonly paths = new Map<string, Path>();
  private names: ReadonlyMap<string, string> = new Map();
  private readonly suggest: (path: Path) => string;

  constructor(suggest: (path: Path) => string) {
    this.suggest = suggest;
  }

  announce(properties: readonly Property[], prefix: Path): void {
    for (const { name, type } of properties) this.announceType(type, [...prefix, name]);
  }

  /** `taken` are names beside the nested ones. */
  settle(taken: readonly string[]): void {
    const keys = [...this.paths.keys()];
    this.names = distinctNames(
      keys,
      (key) => key,
      (key) => this.suggest(this.paths.get(key) ?? []),
      taken,
    );
  }

  nameOf(path: Path): string {
    return this.names.get(JSON.stringify(path)) ?? this.suggest(path);
  }

  private add(path: Path): void {
    this.paths.set(JSON.stringify(path), path);
  }

  private announceType(type: PropertyType, path: Path): void {
    if (constantsOf(type) !== undefined) this.add(path);
    else if (type.kind === "object") {
      this.add(path);
      this.announce(type.properties, path);
    } else if (type.kind === "array") this.announceType(type.items, [...path, "item"]);
    else if (type.kind === "union") this.announceUnion(type, path);
  }

  private announceUnion(type: PropertyType, path: Path): void {
    const types = membersOf(type)?.types ?? [];
    const [only] = types;
    if (only === undefined) return;
    if (types.length === 1) {
      this.announceType(only, path);
      return;
    }
    this.add(path);
    const names = memberNames(types);
    types.forEach((member, at) => {
      this.announceType(member, [...path, names[at] ?? ""]);
    });
  }
}
