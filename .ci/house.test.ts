/** The house rules of docs/adr and CONTRIBUTING, as tests: who may import whom, file names, sizes, one styling system. */

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\0")
  .filter((file) => file !== "" && existsSync(join(root, file)));

const generated = /^(codegen\/golden\/|lib\/store\/prisma-client\/|next-env\.d\.ts)/;
const sources = tracked.filter((file) => /\.(ts|tsx|mts)$/.test(file) && !generated.test(file));
const text = new Map(sources.map((file) => [file, readFileSync(join(root, file), "utf8")]));
const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file) || /(^|\/)(testing|naive)(\/|\.ts$)/.test(file);

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^"'`;]*?from\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)\s*import\s*["']([^"']+)["']/g;

function importsOf(file: string): string[] {
  return [...(text.get(file) ?? "").matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function resolved(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return relative(root, normalize(join(root, dirname(file), specifier)));
}

/** The room a file belongs to; the longest matching prefix wins. */
const ROOMS = [
  "app/_ui",
  "app",
  "server",
  "cli",
  "codegen",
  "lib/plan",
  "lib/acceptance",
  "lib/discovery",
  "lib/format",
  "lib/document",
  "lib/ingest",
  "lib/intake",
  "lib/violation",
  "lib/person",
  "lib/privacy",
  "lib/analysis",
  "lib/access",
  "lib/alert",
  "lib/archive",
  "lib/destination",
  "lib/mail",
  "lib/review",
  "lib/notify",
  "lib/template",
  "lib/store",
  "lib/base",
  "lib/i18n",
  "bench",
  "prisma/seed",
  "prisma",
  "e2e",
  ".ci",
] as const;
type Room = (typeof ROOMS)[number];

function roomOf(file: string): Room | undefined {
  return [...ROOMS].sort((a, b) => b.length - a.length).find((room) => file.startsWith(`${room}/`));
}

const CORE: readonly Room[] = ["lib/plan", "lib/store", "lib/base", "lib/i18n"];

/** A room may import itself, these rooms, and `lib/access/authorized.ts` (the proof of access) wherever it is. */
const ALLOWED: Record<Room, readonly Room[]> = {
  "app/_ui": ["lib/i18n", "lib/plan", "lib/violation", "lib/analysis"],
  app: [
    "app/_ui",
    "lib/acceptance",
    "lib/access",
    "lib/alert",
    "lib/archive",
    "lib/analysis",
    "lib/backtest",
    "lib/destination",
    "lib/discovery",
    "lib/format",
    "lib/document",
    "lib/ingest",
    "lib/intake",
    "lib/violation",
    "lib/person",
    "lib/privacy",
    "lib/mail",
    "lib/review",
    "lib/notify",
    "lib/template",
    "codegen",
    "server",
    ...CORE,
  ],
  server: [
    "lib/access",
    "lib/archive",
    "lib/analysis",
    "lib/backtest",
    "lib/destination",
    "lib/discovery",
    "lib/document",
    "lib/format",
    "lib/ingest",
    "lib/notify",
    "lib/privacy",
    "lib/violation",
    "prisma/seed",
    "prisma",
    "cli",
    "codegen",
    ...CORE,
  ],
  cli: [
    "lib/acceptance",
    "lib/access",
    "lib/archive",
    "lib/analysis",
    "lib/backtest",
    "lib/discovery",
    "lib/document",
    "lib/format",
    "lib/ingest",
    "lib/intake",
    "lib/privacy",
    "lib/template",
    "lib/violation",
    "codegen",
    ...CORE,
  ],
  codegen: ["lib/document", "lib/i18n", "lib/plan", "lib/base"],
  "lib/plan": ["lib/base", "lib/store"],
  "lib/format": ["lib/document", "lib/plan", "lib/base", "lib/i18n"],
  "lib/document": ["codegen", "lib/plan", "lib/base", "lib/i18n"],
  // What arrives is judged by the plan of the run, and the result is a document.
  "lib/acceptance": ["lib/access", "lib/document", "lib/ingest", "lib/violation", ...CORE],
  // What arrives without a plan is read and judged by the code of ingest, and the audit is a document.
  "lib/discovery": ["lib/document", "lib/ingest", "lib/violation", ...CORE],
  "lib/ingest": ["lib/violation", ...CORE],
  // What a file or a vendor holds becomes calls as ingest reads them.
  "lib/intake": ["lib/access", "lib/format", "lib/ingest", ...CORE],
  "lib/violation": ["lib/ingest", ...CORE],
  "lib/person": ["lib/violation", ...CORE],
  // Whoever is erased goes from everywhere: what was read of them and what was computed as well.
  "lib/privacy": ["lib/access", "lib/analysis", "lib/ingest", "lib/person", "lib/violation", ...CORE],
  "lib/analysis": [...CORE],
  "lib/backtest": ["lib/analysis", "lib/ingest", "lib/violation", ...CORE],
  "lib/access": ["lib/mail", ...CORE],
  // A rule looks at what came in, and its happenings are told as any other.
  "lib/alert": ["lib/access", "lib/ingest", "lib/notify", ...CORE],
  // What conforms is read as ingest reads it, and posted as messages are.
  "lib/destination": ["lib/access", "lib/ingest", "lib/notify", ...CORE],
  // A workspace goes out and comes in with its people: slugs, write keys and the audit log are access's.
  "lib/archive": ["lib/access", "lib/analysis", "lib/ingest", "lib/violation", ...CORE],
  "lib/mail": ["lib/base", "lib/i18n", "lib/plan"],
  "lib/review": ["lib/access", "lib/backtest", "lib/mail", "lib/notify", ...CORE],
  // What happened anywhere is told from one place, which therefore reads from many and is called by two.
  "lib/notify": [
    "lib/access",
    "lib/alert",
    "lib/analysis",
    "lib/ingest",
    "lib/mail",
    "lib/review",
    "lib/violation",
    ...CORE,
  ],
  "lib/template": ["lib/analysis", "lib/format", ...CORE],
  "lib/store": ["lib/base", "prisma"],
  "lib/base": [],
  "lib/i18n": ["lib/plan"],
  bench: [
    "lib/access",
    "lib/analysis",
    "lib/backtest",
    "lib/format",
    "lib/ingest",
    "lib/person",
    "lib/review",
    "lib/violation",
    "codegen",
    "cli",
    "server",
    "prisma/seed",
    ...CORE,
  ],
  "prisma/seed": [
    "prisma",
    "lib/access",
    "lib/analysis",
    "lib/backtest",
    "lib/format",
    "lib/ingest",
    "lib/review",
    "lib/violation",
    "codegen",
    ...CORE,
  ],
  prisma: ["lib/store", "lib/base"],
  e2e: ["lib/base", "lib/mail"],
  ".ci": [],
};

describe("arrows", () => {
  it("let no room import a room it may not know", () => {
    const broken: string[] = [];
    for (const file of sources) {
      const room = roomOf(file);
      if (room === undefined || isTest(file)) continue;
      for (const specifier of importsOf(file)) {
        const target = resolved(file, specifier);
        const targetRoom = target === undefined ? undefined : roomOf(target);
        if (target === undefined || targetRoom === undefined || targetRoom === room) continue;
        if (target === "lib/access/authorized.ts") continue;
        if (!ALLOWED[room].includes(targetRoom)) broken.push(`${file} -> ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("keep the plan pure: only its store files reach the plan store, and nothing pure imports them", () => {
    const broken = sources
      .filter((file) => /^(lib\/plan|codegen)\//.test(file) && !/^lib\/plan\/store/.test(file) && !isTest(file))
      .flatMap((file) =>
        importsOf(file)
          .map((specifier) => resolved(file, specifier))
          .filter(
            (target) => target !== undefined && (/^lib\/store\//.test(target) || /^lib\/plan\/store/.test(target)),
          )
          .map((target) => `${file} -> ${target}`),
      );
    expect(broken).toEqual([]);
  });

  it("have no cycle between files of the core", () => {
    const graph = new Map(
      sources
        .filter((file) => /^(lib|codegen)\//.test(file) && !isTest(file))
        .map((file) => {
          // A type-only import is erased and cannot make a cycle at run time.
          const source = (text.get(file) ?? "").replace(/(^|\n)\s*(import|export) type\b[^;]*;/g, "\n");
          const targets = [...source.matchAll(IMPORT)].map((match) =>
            resolved(file, match[1] ?? match[2] ?? match[3] ?? ""),
          );
          return [file, targets.filter((target) => target !== undefined)] as const;
        }),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
        return;
      }
      if (done.has(file)) return;
      for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it("let only lib/base/env.ts read the environment", () => {
    const readers = sources.filter(
      (file) =>
        /^(app|lib|server|codegen|cli)\//.test(file) &&
        !isTest(file) &&
        file !== "lib/base/env.ts" &&
        !/^codegen\/typescript\/(runtime|package-text\.ts$)/.test(file) &&
        /process\.env\b/.test(text.get(file) ?? ""),
    );
    expect(readers).toEqual([]);
  });
});

describe("file vocabulary", () => {
  const NEXT_FILES =
    /^(page|layout|route|loading|error|global-error|not-found|template|default|manifest|icon|opengraph-image)\.tsx?$/;

  it("uses kebab-case names and no catch-all rooms", () => {
    const odd = sources.filter((file) => {
      const name = file.split("/").at(-1) ?? "";
      if (/^(utils?|helpers?|common|services?|types?|index)\./.test(name)) return true;
      return !/^[a-z0-9]+(-[a-z0-9]+)*(\.(sql|test|spec|config|d))*\.(tsx?|mts)$/.test(name) && !NEXT_FILES.test(name);
    });
    expect(odd).toEqual([]);
  });

  it("keeps source files within 350 lines", () => {
    const long = sources
      .filter((file) => !/\.(test|spec)\.tsx?$/.test(file))
      .map((file) => ({ file, lines: (text.get(file) ?? "").split("\n").length - 1 }))
      .filter(({ lines }) => lines > 350);
    expect(long).toEqual([]);
  });

  it("has default exports only where Next or a tool demands them", () => {
    const odd = sources.filter((file) => {
      const name = file.split("/").at(-1) ?? "";
      return (
        /(^|\n)export default\b/.test(text.get(file) ?? "") && !NEXT_FILES.test(name) && !/\.config\.ts$/.test(name)
      );
    });
    expect(odd).toEqual([]);
  });

  // `any` and `!` are the linter's; these two it lets pass.
  it("leaves no unchecked line and no unfinished work", () => {
    const marks = sources.filter((file) => /@ts-(ignore|nocheck)|\b(TODO|FIXME|XXX)\b/.test(text.get(file) ?? ""));
    expect(marks.filter((file) => file !== ".ci/house.test.ts")).toEqual([]);
  });
});

describe("one tool for each job", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<
    string,
    Record<string, string>
  >;
  const all = { ...manifest.dependencies, ...manifest.devDependencies };

  it("pins every dependency exactly, the named ones among them", () => {
    for (const name of [
      "next",
      "prisma",
      "@prisma/client",
      "ajv",
      "json-schema-to-typescript",
      "tailwindcss",
      "playwright",
      "vitest",
    ])
      expect(all, name).toHaveProperty([name]);
    const loose = Object.entries({ ...all, ...manifest.optionalDependencies }).filter(
      ([, version]) => !/^(npm:[\w@/-]+@)?\d/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it("keeps versions above the floors known advisories set", () => {
    const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
      packages: Record<string, { version: string }>;
    };
    const floors: Record<string, string> = { next: "16.2.6", ajv: "8.18.0", react: "19.2.1", prisma: "7.0.0" };
    for (const [name, floor] of Object.entries(floors)) {
      const version = lock.packages[`node_modules/${name}`]?.version ?? "0.0.0";
      expect(version.localeCompare(floor, "en", { numeric: true }), `${name} ${version}`).toBeGreaterThanOrEqual(0);
    }
  });

  it("styles screens with Tailwind alone", () => {
    const sheets = tracked.filter((file) => /\.(css|scss|sass|less)$/.test(file));
    expect(sheets).toEqual(sheets.filter((file) => file === "app/globals.css"));
    const others = Object.keys(all).filter((name) =>
      /styled-components|@emotion|sass$|less$|bootstrap|@mui/.test(name),
    );
    expect(others).toEqual([]);
  });

  it("tells no width in the figures of a font that may not be there yet", () => {
    const screens = tracked.filter((file) => /^app\/.*\.(tsx?|css)$/.test(file));
    expect(screens.filter((file) => /\[[\d.]+ch\]|[\d.]+ch;/.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
  });
});
