/** Kotlin: an event is used where its class is constructed. Names are looked up as the language does. */

import type { ScanResult, Site, VendorCall } from "../site.ts";
import { allTypes, type JvmHead, type JvmNames, type JvmScan, resolveClass } from "./jvm-names.ts";
import { lineOf, type Node, parserOf, walk } from "./parser.ts";
import { vendorCall } from "./vendor-call.ts";

const DECLARATIONS = new Set([
  "class_declaration",
  "object_declaration",
  "type_alias",
  "function_declaration",
  "type_parameter",
]);

export interface KotlinScan extends JvmScan {
  /** Classes of events whose cases are constructed, not they themselves. */
  readonly withCases: ReadonlySet<string>;
}

export async function scanKotlin({ sources, packages, names, withCases }: KotlinScan): Promise<ScanResult> {
  const parse = await parserOf("kotlin");
  const heads = sources.map(({ text }) => parse(text, headOf));
  const types = allTypes(heads);
  const sites: Site[] = [];
  const vendorCalls: VendorCall[] = [];
  sources.forEach(({ path, text }, index) => {
    const head = heads[index];
    if (head === undefined) return;
    const known: JvmNames = { head, types, packages, names };
    const put = (node: Node, kind: Site["kind"], name: string) => {
      const event = names.get(name);
      sites.push({
        path,
        line: lineOf(node),
        kind,
        language: "kotlin",
        name,
        ...(event === undefined ? {} : { event }),
      });
    };
    const constructed = (written: string): string | undefined => {
      const found = resolveClass(written, known);
      const depth = found !== undefined && withCases.has(found.event) ? 1 : 0;
      return found?.inner.length === depth ? found.event : undefined;
    };
    const usesRecorder = packages.some((name) => text.includes(name)) && /\bRecorder\b/.test(text);
    const visit = (node: Node): boolean | undefined => {
      if (node.type === "import" || node.type === "package_header") return false;
      if (node.type === "callable_reference" && !node.children.some((child) => child?.type === "class")) {
        const event = constructed(written(node.text.replace(/^.*::/s, "")));
        if (event !== undefined) put(node, "reference", event);
      }
      if (node.type !== "call_expression") return undefined;
      const [callee] = node.namedChildren;
      if (callee == null || !/^(?:identifier|navigation_expression)$/.test(callee.type)) return undefined;
      const whole = written(callee.text);
      const event = /^[\p{ID_Continue}$.]+$/u.test(whole) ? constructed(whole) : undefined;
      if (event !== undefined) put(callee, "call", event);
      const method = whole.slice(whole.lastIndexOf(".") + 1);
      const texts = textsIn(node);
      const [first] = texts;
      if (usesRecorder && method === "events" && first !== undefined) put(callee, "assertion", first);
      const object = callee.type === "identifier" ? "" : whole.slice(0, -method.length - 1);
      const vendor = vendorCall(object.replace(/\(.*$/s, "").replace(/^.*\./s, ""), method);
      if (vendor !== undefined)
        vendorCalls.push({ path, line: lineOf(callee), call: vendor, ...(first === undefined ? {} : { name: first }) });
      return undefined;
    };
    parse(text, (root) => walk(root, visit));
  });
  return { sites, vendorCalls, open: [] };
}

/** Without what does not change a name: back-ticks, blanks, the question of a safe call. */
function written(text: string): string {
  return text.replace(/[\s`?]|!!/g, "");
}

function headOf(root: Node): JvmHead {
  const imports = new Map<string, string>();
  const onDemand: string[] = [];
  const declared = new Set<string>();
  let own = "";
  walk(root, (node) => {
    if (node.type === "package_header") own = written(node.namedChildren.at(-1)?.text ?? "");
    else if (node.type === "import") {
      const [path, alias] = node.namedChildren;
      const name = written(path?.text ?? "");
      if (node.children.some((child) => child?.type === "*")) onDemand.push(name);
      else imports.set(alias == null ? name.slice(name.lastIndexOf(".") + 1) : written(alias.text), name);
    } else if (DECLARATIONS.has(node.type)) {
      const name = node.childForFieldName("name") ?? node.namedChildren.find((child) => child?.type === "identifier");
      if (name != null) declared.add(written(name.text));
    }
    return undefined;
  });
  return { package: own, imports, onDemand, declared };
}

/** The texts among the arguments of a call. */
function textsIn(call: Node): string[] {
  const found = call.namedChildren.find((child) => child?.type === "value_arguments");
  return (found?.namedChildren ?? []).flatMap((argument) => {
    const text = argument?.namedChildren.at(-1);
    return text?.type === "string_literal" ? [text.text.replace(/^"+|"+$/g, "")] : [];
  });
}
