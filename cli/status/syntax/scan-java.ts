/** Java: an event is used where the builder of its class is asked for. Names are looked up as the language does. */

import type { ScanResult, Site, SourceText, VendorCall } from "../site.ts";
import { allTypes, classOf, type JvmHead, type JvmNames, type JvmScan, resolveClass } from "./jvm-names.ts";
import { lineOf, type Node, type ParsedFile, parserOf, walk } from "./parser.ts";
import { vendorCall } from "./vendor-call.ts";

/** A file's names, and what it imports of classes: their members. */
interface JavaHead extends JvmHead {
  /** Classes whose members are all there. */
  readonly membersOf: readonly string[];
}

interface JavaNames extends JvmNames {
  readonly head: JavaHead;
}

const DECLARATIONS = new Set([
  "class_declaration",
  "interface_declaration",
  "enum_declaration",
  "record_declaration",
  "annotation_type_declaration",
  "type_parameter",
]);

const ASSERTIONS = new Set(["events"]);

export async function scanJava({ sources, packages, names }: JvmScan): Promise<ScanResult> {
  const parse = await parserOf("java");
  const heads = sources.map(({ text }) => parse(text, headOf));
  const types = allTypes(heads);
  const found = sources.map((source, index) => {
    const head = heads[index];
    return head === undefined ? undefined : read(source, parse, { head, types, packages, names });
  });
  const all = found.filter((one) => one !== undefined);
  return {
    sites: all.flatMap(({ sites }) => sites),
    vendorCalls: all.flatMap(({ vendorCalls }) => vendorCalls),
    open: [],
  };
}

function headOf(root: Node): JavaHead {
  const imports = new Map<string, string>();
  const onDemand: string[] = [];
  const membersOf: string[] = [];
  const declared = new Set<string>();
  let own = "";
  walk(root, (node) => {
    if (node.type === "package_declaration") own = node.namedChildren.at(-1)?.text.replace(/\s/g, "") ?? "";
    else if (node.type === "import_declaration") {
      const path = node.namedChildren.find((child) => child !== null && /identifier$/.test(child.type))?.text ?? "";
      const name = path.replace(/\s/g, "");
      const isStatic = node.children.some((child) => child?.type === "static");
      const isAll = node.namedChildren.some((child) => child?.type === "asterisk");
      if (isAll) (isStatic ? membersOf : onDemand).push(name);
      else imports.set(name.slice(name.lastIndexOf(".") + 1), name);
    } else if (DECLARATIONS.has(node.type)) {
      const name = node.childForFieldName("name") ?? node.namedChildren[0];
      if (name != null) declared.add(name.text);
    }
    return undefined;
  });
  return { package: own, imports, onDemand, membersOf, declared };
}

function read(
  { path, text }: SourceText,
  parse: ParsedFile,
  known: JavaNames,
): Pick<ScanResult, "sites" | "vendorCalls"> {
  const sites: Site[] = [];
  const vendorCalls: VendorCall[] = [];
  const site = (node: Node, kind: Site["kind"], name: string) => {
    const event = known.names.get(name);
    sites.push({ path, line: lineOf(node), kind, language: "java", name, ...(event === undefined ? {} : { event }) });
  };
  const usesRecorder = known.packages.some((name) => text.includes(name)) && /\bRecorder\b/.test(text);
  parse(text, (root) =>
    walk(root, (node) => {
      if (node.type === "import_declaration" || node.type === "package_declaration") return false;
      if (node.type === "method_reference") {
        const [object, method] = [node.namedChildren[0], node.namedChildren.at(-1)];
        const event =
          method?.text === "builder" && object != null
            ? resolveClass(plain(object), { ...known, head: withMembers(known.head) })?.event
            : undefined;
        if (event !== undefined) site(node, "reference", event);
      }
      if (node.type !== "method_invocation") return undefined;
      const object = node.childForFieldName("object");
      const method = node.childForFieldName("name")?.text ?? "";
      const event = method === "builder" ? builtBy(object, known) : undefined;
      if (event !== undefined) site(node, "call", event);
      const [first] = node.childForFieldName("arguments")?.namedChildren ?? [];
      if (usesRecorder && ASSERTIONS.has(method) && first?.type === "string_literal")
        site(node, "assertion", stringOf(first));
      const vendor = object === null ? undefined : vendorOf(object, method);
      if (vendor !== undefined) vendorCalls.push({ path, line: lineOf(node), call: vendor, ...namedIn(node) });
      return undefined;
    }),
  );
  return { sites, vendorCalls };
}

function plain(node: Node): string {
  return node.text.replace(/\s/g, "");
}

function builtBy(object: Node | null, known: JavaNames): string | undefined {
  if (object !== null)
    return /^(?:identifier|field_access|scoped_identifier)$/.test(object.type)
      ? resolveClass(plain(object), { ...known, head: withMembers(known.head) })?.event
      : undefined;
  const { imports, membersOf } = known.head;
  const from = [...membersOf, ...[imports.get("builder") ?? ""].map((name) => name.replace(/\.builder$/, ""))];
  return from.map((name) => classOf(name, known)?.event).find((name) => name !== undefined);
}

/** Classes inside a class are members of it too. */
function withMembers(head: JavaHead): JvmHead {
  return { ...head, onDemand: [...head.onDemand, ...head.membersOf] };
}

function vendorOf(object: Node, method: string): string | undefined {
  if (method === "builder" && object.text === "TrackMessage") return "analytics.track";
  const name = object.type === "method_invocation" ? (object.childForFieldName("object")?.text ?? "") : object.text;
  return vendorCall(name.slice(name.lastIndexOf(".") + 1), method);
}

export function stringOf(literal: Node): string {
  const fragments = literal.namedChildren.filter((child) => child !== null && /content|fragment/.test(child.type));
  return fragments.length === 0 ? literal.text.slice(1, -1) : fragments.map((child) => child?.text ?? "").join("");
}

/** The first text among the arguments. */
function namedIn(call: Node): { readonly name?: string } {
  const texts =
    call.childForFieldName("arguments")?.namedChildren.filter((child) => child?.type === "string_literal") ?? [];
  const text = texts.at(-1);
  return text == null ? {} : { name: stringOf(text) };
}
