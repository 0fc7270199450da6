/** Everything the code of an application says of a plan: each language by its own reader. */

import { posix } from "node:path";
import { packageName as goPackage, modulePath } from "../../codegen/go/go-names.ts";
import { javaNames } from "../../codegen/java/java-names.ts";
import { kotlinNames } from "../../codegen/kotlin/kotlin-names.ts";
import { packageName as pythonPackage } from "../../codegen/python/python-names.ts";
import type { Plan, PublishedPlan } from "../../lib/plan/plan.ts";
import { codeNames, withShapes } from "./code-names.ts";
import { type LockedSdk, lockedSdks } from "./sdk-folders.ts";
import {
  CODE_LANGUAGES,
  type CodeLanguage,
  type OpenCall,
  type ScanResult,
  type Site,
  type SourceText,
  type VendorCall,
} from "./site.ts";
import { findFiles, readSources } from "./source-files.ts";
import { isTestPath } from "./test-path.ts";

export interface CodeSite extends Site {
  readonly isTest: boolean;
  /** By a name that the plan has replaced. */
  readonly isFormer: boolean;
}

export interface Scan {
  readonly sites: readonly CodeSite[];
  readonly vendorCalls: readonly VendorCall[];
  readonly open: readonly OpenCall[];
  /** How many files of each language were read. */
  readonly files: ReadonlyMap<CodeLanguage, number>;
  /** Languages that are there and could not be read on this machine. */
  readonly unread: readonly CodeLanguage[];
  /** Files that their language's reader refused. */
  readonly failed: readonly { readonly path: string; readonly line: number }[];
  /** SDKs of the plan, and of other plans. */
  readonly sdks: readonly LockedSdk[];
  readonly foreign: readonly LockedSdk[];
}

export interface ScanRequest {
  readonly published: PublishedPlan;
  readonly root: string;
  readonly folders: readonly string[];
  readonly ignored: readonly string[];
  readonly progress?: (done: number, total: number) => void;
}

interface LanguageRequest {
  readonly published: PublishedPlan;
  readonly root: string;
  readonly language: CodeLanguage;
  readonly sources: readonly SourceText[];
  readonly sdks: readonly LockedSdk[];
  readonly progress: (done: number) => void;
}

type LanguageScan = ScanResult & { readonly failed?: Scan["failed"] };

export async function scanCode({ published, root, folders, ignored, progress }: ScanRequest): Promise<Scan> {
  const { plan } = published;
  const { byLanguage, locked } = await findFiles({ root, folders, ignored });
  const all = await lockedSdks(locked);
  const sdks = sdksOf(plan, all);
  const isGenerated = (path: string) => all.some(({ folder }) => `${posix.join(root, path)}/`.startsWith(`${folder}/`));
  const files = new Map<CodeLanguage, number>();
  const unread: CodeLanguage[] = [];
  const results: (LanguageScan & { readonly language: CodeLanguage })[] = [];
  const own = new Map(
    [...byLanguage].map(([language, paths]) => [language, paths.filter((path) => !isGenerated(path))]),
  );
  const total = [...own.values()].reduce((sum, paths) => sum + paths.length, 0);
  let before = 0;
  for (const language of CODE_LANGUAGES) {
    const paths = own.get(language) ?? [];
    if (paths.length === 0) continue;
    const sources = await readSources(root, paths);
    const told = (done: number) => progress?.(before + done, total);
    const result = await scanLanguage({ published, root, language, sources, sdks, progress: told });
    before += paths.length;
    progress?.(before, total);
    if (result === undefined) unread.push(language);
    else {
      files.set(language, sources.length);
      results.push({ ...result, language });
    }
  }
  const former = new Map(CODE_LANGUAGES.map((language) => [language, codeNames(plan, language, sdks).former]));
  const formerWire = new Set(plan.events.flatMap(({ formerNames }) => formerNames));
  return {
    sites: results
      .flatMap(({ sites }) => sites)
      .map((site) => ({
        ...site,
        isTest: site.kind === "assertion" || isTestPath(site.path),
        isFormer:
          site.kind === "byName" ? formerWire.has(site.name) : former.get(site.language)?.has(site.name) === true,
      }))
      .sort(byPlace),
    vendorCalls: results.flatMap(({ vendorCalls }) => vendorCalls).sort(byPlace),
    open: results.flatMap(({ open }) => open).sort(byPlace),
    failed: results.flatMap(({ failed }) => failed ?? []),
    files,
    unread,
    sdks,
    foreign: all.filter((sdk) => !sdks.includes(sdk)),
  };
}

/** Those of the plan's own slug; where there is none, those that share events with it: a project may call a plan otherwise. */
function sdksOf({ slug, events }: Plan, all: readonly LockedSdk[]): readonly LockedSdk[] {
  const own = all.filter((sdk) => sdk.plan === slug);
  const ids = new Set<string>(events.map(({ id }) => id));
  return own.length > 0 ? own : all.filter(({ names }) => [...names.values()].some((id) => ids.has(id)));
}

function byPlace(a: OpenCall | CodeSite | VendorCall, b: OpenCall | CodeSite | VendorCall): number {
  return a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1;
}

/** Undefined where the language's own tool is missing. */
async function scanLanguage(request: LanguageRequest): Promise<LanguageScan | undefined> {
  const { published, root, language, sources, sdks, progress } = request;
  const { plan } = published;
  const named = codeNames(plan, language, sdks);
  const names = named.ids;
  const slugs = [...new Set([plan.slug, ...sdks.map((sdk) => sdk.plan)])];
  switch (language) {
    case "typescript": {
      const { scanTypescript } = await import("./typescript/scan-typescript.ts");
      const known = sdks.map((sdk) => ({ ...sdk, names }));
      return scanTypescript({ root, sources, sdks: known, eventNamed: wireNames(plan), progress });
    }
    case "python": {
      const { scanPython } = await import("./python/scan-python.ts");
      return scanPython({ sources, sdks: pythonSdks(request, names), eventNamed: wireNames(plan) });
    }
    case "go": {
      const { scanGo } = await import("./syntax/scan-go.ts");
      return scanGo({ sources, names: withShapes(published, named), ...goPackages(slugs, sdks) });
    }
    case "java": {
      const { scanJava } = await import("./syntax/scan-java.ts");
      return scanJava({ sources, packages: slugs.map(javaNames.packageName), names });
    }
    case "kotlin": {
      const { scanKotlin } = await import("./syntax/scan-kotlin.ts");
      const cased = plan.events.filter(({ variants }) => variants !== undefined);
      const withCases = new Set(cased.map(({ identifier }) => kotlinNames.eventClassName(identifier)));
      return scanKotlin({ sources, packages: slugs.map(kotlinNames.packageName), names, withCases });
    }
  }
}

/** A module of its own, or a folder of the application's module. */
function goPackages(slugs: readonly string[], sdks: readonly LockedSdk[]) {
  const modules = [...slugs.map(modulePath), ...sdks.map(({ folder }) => `/${posix.basename(folder)}`)];
  const leads = (path: string, last: string) =>
    modules.some(
      (module) => path === `${module}/${last}` || (module.startsWith("/") && path.endsWith(`${module}/${last}`)),
    );
  return {
    isEvents: (path: string) => leads(path, "events"),
    isRecorder: (path: string) => slugs.some((slug) => leads(path, `${goPackage(slug)}test`)),
  };
}

/** Below the application, or installed with pip, where no lock file is looked for. */
function pythonSdks({ published, root, sdks }: LanguageRequest, names: ReadonlyMap<string, string>) {
  const inside = sdks.map(({ folder }) => posix.relative(root, folder)).filter((folder) => !folder.startsWith(".."));
  const found = inside.map((folder) => ({ folder, package: posix.basename(folder), names }));
  const installed = pythonPackage(published.plan.slug);
  return found.some((sdk) => sdk.package === installed)
    ? found
    : [...found, { folder: null, package: installed, names }];
}

/** The id of the event of a name on the wire, today's or a former one. */
function wireNames(plan: Plan): (name: string, callType?: string) => string | undefined {
  const ids = new Map<string, string>();
  const put = (key: string, id: string) => void (ids.has(key) || ids.set(key, id));
  for (const { id, name, callType } of plan.events) put(`${callType} ${name}`, id);
  for (const { id, formerNames, callType } of plan.events)
    for (const name of formerNames) put(`${callType} ${name}`, id);
  return (name, callType) => {
    const types = callType === undefined ? ["track", "page", "screen"] : [callType];
    return types.map((type) => ids.get(`${type} ${name}`)).find((id) => id !== undefined);
  };
}
