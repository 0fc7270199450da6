/** Go: an event is used where its function of the package `events` is. Packages are known by what a file imports. */

import type { ScanResult, Site, SourceText, VendorCall } from "../site.ts";
import { lineOf, type Node, parserOf, walk } from "./parser.ts";

export interface GoScan {
  readonly sources: readonly SourceText[];
  /** Whether a path leads to the package of events, or to the recorder's. */
  readonly isEvents: (path: string) => boolean;
  readonly isRecorder: (path: string) => boolean;
  /** Ids of events by the names of their functions, one for each shape. */
  readonly names: ReadonlyMap<string, string>;
}

const ASSERTIONS = new Set(["Events", "AssertCount"]);

/** Types that vendors' SDKs take, by the path of their module. */
const VENDORS: readonly (readonly [path: RegExp, type: RegExp, call: string])[] = [
  [/segmentio\/analytics-go|segment-boneyard\/analytics-go/, /^(?:Track|Page|Screen)$/, "analytics"],
  [/rudderlabs\/analytics-go/, /^(?:Track|Page|Screen)$/, "rudderanalytics"],
  [/posthog\/posthog-go/i, /^Capture$/, "posthog"],
  [/amplitude\/analytics-go/, /^Event$/, "amplitude"],
];

interface GoImports {
  /** Names of packages of events. */
  readonly events: ReadonlySet<string>;
  /** Whether their names stand in the file without a package. */
  readonly isOpen: boolean;
  readonly hasRecorder: boolean;
  readonly vendors: ReadonlyMap<string, (typeof VENDORS)[number]>;
}

export async function scanGo({ sources, isEvents, isRecorder, names }: GoScan): Promise<ScanResult> {
  const parse = await parserOf("go");
  const sites: Site[] = [];
  const vendorCalls: VendorCall[] = [];
  const declared = declaredByFolder(sources.map(({ path, text }) => ({ path, names: parse(text, packageNames) })));
  for (const { path, text } of sources) {
    const own = declared.get(folderOf(path)) ?? new Set();
    const put = (node: Node, kind: Site["kind"], name: string) => {
      const event = names.get(name);
      sites.push({ path, line: lineOf(node), kind, language: "go", name, ...(event === undefined ? {} : { event }) });
    };
    parse(text, (root) => {
      const imports = importsOf(root, isEvents, isRecorder);
      walk(root, (node) => {
        if (node.type === "import_declaration") return false;
        if (node.type === "composite_literal") {
          const call = vendorOf(node, imports);
          if (call !== undefined) vendorCalls.push({ path, line: lineOf(node), ...call });
        }
        if (imports.hasRecorder && node.type === "call_expression") {
          const name = assertedIn(node);
          if (name !== undefined) put(node, "assertion", name);
        }
        const name = eventAt(node, imports, own);
        if (name !== undefined && names.has(name)) {
          const isCalled = node.parent?.childForFieldName("function")?.id === node.id;
          if (isCalled || !isMention(node)) put(node, isCalled ? "call" : "reference", name);
        }
        return undefined;
      });
    });
  }
  return { sites, vendorCalls, open: [] };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function declaredByFolder(files: readonly { readonly path: string; readonly names: readonly string[] }[]) {
  const found = new Map<string, Set<string>>();
  for (const { path, names } of files) {
    const folder = folderOf(path);
    found.set(folder, new Set([...(found.get(folder) ?? []), ...names]));
  }
  return found;
}

/** Functions, types and values of the package itself. */
function packageNames(root: Node): string[] {
  return root.namedChildren.flatMap((node) => {
    if (node === null || node.type === "import_declaration" || node.type === "method_declaration") return [];
    const own = node.childForFieldName("name");
    const specs = node.namedChildren.map((spec) => spec?.childForFieldName("name"));
    return [own, ...specs].flatMap((name) => (name == null ? [] : [name.text]));
  });
}

function importsOf(root: Node, isEvents: GoScan["isEvents"], isRecorder: GoScan["isRecorder"]): GoImports {
  const events = new Set<string>();
  const vendors = new Map<string, (typeof VENDORS)[number]>();
  let isOpen = false;
  let hasRecorder = false;
  for (const declaration of root.namedChildren) {
    if (declaration?.type !== "import_declaration") continue;
    walk(declaration, (spec) => {
      if (spec.type !== "import_spec") return undefined;
      const path = (spec.childForFieldName("path")?.text ?? "").slice(1, -1);
      const name = spec.childForFieldName("name")?.text;
      if (isEvents(path)) {
        if (name === ".") isOpen = true;
        else events.add(name ?? path.slice(path.lastIndexOf("/") + 1));
      }
      if (isRecorder(path)) hasRecorder = true;
      const vendor = VENDORS.find(([pattern]) => pattern.test(path));
      if (vendor !== undefined) vendors.set(name ?? vendor[2], vendor);
      return undefined;
    });
  }
  return { events, isOpen, hasRecorder, vendors };
}

/** The name of a function of the package, where the node stands for one. */
function eventAt(node: Node, { events, isOpen }: GoImports, own: ReadonlySet<string>): string | undefined {
  if (node.type === "selector_expression") {
    const operand = node.childForFieldName("operand");
    if (operand?.type !== "identifier" || !events.has(operand.text) || isShadowed(operand)) return undefined;
    return node.childForFieldName("field")?.text;
  }
  if (!isOpen || node.type !== "identifier" || own.has(node.text) || isShadowed(node)) return undefined;
  const { parent } = node;
  return parent?.childForFieldName("name")?.id === node.id ? undefined : node.text;
}

function isMention({ parent }: Node): boolean {
  return (
    parent === null ||
    parent.type === "binary_expression" ||
    (/assignment|var_declaration/.test(parent.parent?.type ?? "") && parent.childForFieldName("left") !== null)
  );
}

/** Whether a function around has a variable of that name by then. */
function isShadowed(use: Node): boolean {
  const isBefore = (node: Node | null) => node !== null && node.endIndex <= use.startIndex;
  for (let node: Node | null = use; node !== null && node.type !== "source_file"; node = node.parent) {
    for (const field of ["parameters", "receiver", "result", "initializer", "left"]) {
      const around = node.childForFieldName(field);
      if (around !== null && isBefore(around) && declares(around, use.text)) return true;
    }
    for (let before = node.previousNamedSibling; before !== null; before = before.previousNamedSibling)
      if (
        /^(?:short_var_declaration|var_declaration|const_declaration|range_clause|for_clause)$/.test(before.type) &&
        declares(before, use.text)
      )
        return true;
  }
  return false;
}

function declares(node: Node, name: string): boolean {
  const left =
    node.type === "short_var_declaration" || node.type === "range_clause" ? node.childForFieldName("left") : node;
  let found = false;
  if (left !== null)
    walk(left, (one) => {
      if (/literal|type|call|selector|block/.test(one.type)) return false;
      if (one.type === "identifier" && one.text === name) found = true;
      return !found;
    });
  return found;
}

function assertedIn(call: Node): string | undefined {
  const method = call.childForFieldName("function")?.childForFieldName("field")?.text ?? "";
  const [first] = call.childForFieldName("arguments")?.namedChildren ?? [];
  return ASSERTIONS.has(method) && first?.type === "interpreted_string_literal" ? first.text.slice(1, -1) : undefined;
}

/** `analytics.Track{Event: "..."}` */
function vendorOf(node: Node, { vendors }: GoImports): Pick<VendorCall, "call" | "name"> | undefined {
  const type = node.childForFieldName("type");
  const vendor = vendors.get(type?.childForFieldName("package")?.text ?? "");
  const name = type?.childForFieldName("name")?.text ?? "";
  if (vendor === undefined || !vendor[1].test(name)) return undefined;
  const written = /\bEvent(?:Type)?:\s*"((?:[^"\\]|\\.)*)"/.exec(node.text)?.[1];
  return { call: `${vendor[2]}.${name.toLowerCase()}`, ...(written === undefined ? {} : { name: written }) };
}
