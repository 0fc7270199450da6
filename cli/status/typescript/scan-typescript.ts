/** TypeScript, JavaScript, JSX, Vue and Svelte: where the SDK is used, by the compiler's own look-up of names. */

import type ts from "typescript";
import type { OpenCall, ScanProgress, ScanResult, SdkFolder, Site, SourceText, VendorCall } from "../site.ts";
import { type FoundUse, findUses, type UseSink } from "./find-uses.ts";
import { type CodeFile, codeFiles, sdkOf, sdkProgram } from "./program.ts";
import { thingFinder } from "./sdk-things.ts";
import { vendorCalls } from "./vendor-calls.ts";

export interface TypescriptScan {
  /** Absolute, with `/`: what paths are relative to. */
  readonly root: string;
  readonly sources: readonly SourceText[];
  readonly sdks: readonly SdkFolder[];
  /** The id of the event of this name on the wire. */
  readonly eventNamed: (name: string, callType: "track" | "page" | "screen" | undefined) => string | undefined;
  readonly progress?: ScanProgress;
}

interface Kept {
  readonly file: CodeFile;
  readonly at: number;
  readonly found: FoundUse;
  readonly holder: ts.Declaration | undefined;
}

export function scanTypescript({ root, sources, sdks, eventNamed, progress }: TypescriptScan): ScanResult {
  const all = codeFiles(root, sources);
  const files = all.filter(({ name }) => sdkOf(name, sdks) === undefined);
  const program = sdkProgram(all, sdks);
  const uses = new Map<string, Site>();
  const open = new Map<string, OpenCall>();
  const ours = new Map<CodeFile, Set<number>>();
  const kept: Kept[] = [];
  const used = new Set<ts.Declaration>();
  const trees = new Map((program?.files ?? []).map(({ file, source }) => [file.path, source]));

  const put = (file: CodeFile, at: number, found: FoundUse): void => {
    const event =
      found.event ??
      (found.kind === "byName" || found.kind === "assertion" ? eventNamed(found.name, found.callType) : undefined);
    const line = lineAt(trees.get(file.path), at);
    const { kind, name } = found;
    const key = `${file.path}:${line}:${event ?? name}`;
    // A call and what it hands on are one place.
    if (uses.get(key)?.kind !== "call")
      uses.set(key, {
        path: file.path,
        line,
        kind,
        language: "typescript",
        name,
        ...(event === undefined ? {} : { event }),
      });
  };
  const sink: UseSink = {
    use(file, node, found) {
      ours.set(file, (ours.get(file) ?? new Set()).add(node.getStart()));
      put(file, node.getStart(), found);
    },
    open(file, node, reason) {
      ours.set(file, (ours.get(file) ?? new Set()).add(node.getStart()));
      const line = lineAt(trees.get(file.path), node.getStart());
      open.set(`${file.path}:${line}`, { path: file.path, line, reason });
    },
    keep: (file, node, found, holder) => void kept.push({ file, at: node.getStart(), found, holder }),
    usedThrough: (declaration) => void used.add(declaration),
  };

  const thingOf = thingFinder(sdks);
  const isSdkModule = (name: string) => sdkOf(name, sdks) !== undefined;
  (program?.files ?? []).forEach(({ file, source }, index) => {
    if (program !== undefined) findUses(file, source, { checker: program.checker, thingOf, isSdkModule }, sink);
    progress?.(index + 1);
  });
  for (const { file, at, found, holder } of kept) if (holder === undefined || !used.has(holder)) put(file, at, found);
  const vendor: VendorCall[] = files.flatMap((file) =>
    vendorCalls(file, trees.get(file.path), (at) => ours.get(file)?.has(at) === true),
  );
  progress?.(files.length);
  return { sites: [...uses.values()], open: [...open.values()], vendorCalls: vendor };
}

function lineAt(source: ts.SourceFile | undefined, at: number): number {
  return source === undefined ? 0 : source.getLineAndCharacterOfPosition(at).line + 1;
}
