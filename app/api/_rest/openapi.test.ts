import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { z } from "zod";
import { GET as openApi } from "../v1/openapi.json/route.ts";
import { openApiDocument, operationId } from "./openapi.ts";
import { METHODS, OPERATIONS } from "./operations.ts";

const root = fileURLToPath(new URL("../v1", import.meta.url));
/** Not operations: the description itself, and the answer to unknown addresses. */
const APART = ["openapi.json", "[...unknown]"];

/** `GET /api/v1/projects/{project}` ... as the route files export them. */
function exportedOperations(): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.ts$/.test(file))
    .filter((file) => !APART.includes(file.replace(/\/route\.ts$/, "")))
    .flatMap((file) => {
      const path = `/api/v1/${file.replace(/\/?route\.ts$/, "").replace(/\[(\w+)\]/g, "{$1}")}`;
      const text = readFileSync(`${root}/${file}`, "utf8");
      return METHODS.filter((method) =>
        new RegExp(`export (?:const|async function|function) ${method}\\b`).test(text),
      ).map((method) => `${method} ${path}`);
    });
}

it("lists exactly the operations that the route files export", () => {
  expect(OPERATIONS.map((listed) => `${listed.method} ${listed.path}`).sort()).toEqual(exportedOperations().sort());
  const described = Object.entries(openApiDocument().paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(exportedOperations().sort());
});

it("describes each operation once, with its parameters and a summary", () => {
  const ids = OPERATIONS.map(operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const listed of OPERATIONS)
    expect(listed.handler.definition.summary, operationId(listed)).toMatch(/^[A-Z].{8,}[^.]$/s);
  const document = openApiDocument();
  for (const [path, item] of Object.entries(document.paths ?? {}))
    for (const operation of Object.values(item ?? {}) as { parameters?: { name: string; in: string }[] }[]) {
      const named = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === "path")
        .map((parameter) => parameter.name);
      expect(named, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    }
});

it("calls a branch what the screens call it", () => {
  const said = [...JSON.stringify(openApiDocument()).matchAll(/"(?:summary|description)":"((?:[^"\\]|\\.)*)"/g)];
  expect(said.length).toBeGreaterThan(OPERATIONS.length);
  expect(said.map(([, text]) => text).filter((text) => /\bdrafts?\b(?!-\d)/i.test(text ?? ""))).toEqual([]);
});

it("says of every list how much of it is answered", () => {
  const silent = OPERATIONS.filter(({ handler: { definition } }) => {
    const { answer } = definition;
    if (!(answer instanceof z.ZodObject) || answer.shape.items === undefined) return false;
    return (answer.shape.items as z.ZodType).description === undefined;
  });
  expect(silent.map(operationId)).toEqual([]);
});

it("is served to anyone, and every schema in it compiles", async () => {
  const served = (await openApi().json()) as { paths: object; components: { schemas: object } };
  expect(Object.keys(served.paths).length).toBeGreaterThan(30);
  for (const name of ["Plan", "PropertyType", "Criterion", "Question", "Problem"])
    expect(Object.keys(served.components.schemas)).toContain(name);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "api", ...served });
  let compiled = 0;
  const walk = (value: unknown, pointer: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      const at = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (key === "schema") {
        ajv.compile({ $ref: `api#${encodeURI(at)}` });
        compiled++;
      } else walk(child, at);
    }
  };
  walk(served.paths, "/paths");
  expect(compiled).toBeGreaterThan(30);
});
