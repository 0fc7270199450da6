/** openapi.json, made from the definitions that parse the requests. */

import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import { processState } from "../../../lib/base/process-state.ts";
import type { RouteHandler } from "./operation.ts";
import { type ListedOperation, OPERATIONS } from "./operations.ts";
import { problemDocumentShape } from "./problem-shape.ts";
import { nameSchemas } from "./schema-names.ts";

type OpenApiDocument = ReturnType<OpenApiGeneratorV31["generateDocument"]>;
type Definition = RouteHandler["definition"];

/** Path parameters: those the definition parses, and a plain text for the one its reach names. */
function pathParams(path: string, definition: Definition) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const known = definition.params?.shape ?? {};
  return z.object(Object.fromEntries(names.map((name) => [name, known[name] ?? z.string()])));
}

function success(definition: Definition): Record<string, ResponseConfig> {
  const { answer } = definition;
  if (answer === undefined) return { 204: { description: "Done" } };
  const status = String(definition.status ?? 200);
  if ("file" in answer)
    return { [status]: { description: "A file", content: { [answer.file]: { schema: z.string() } } } };
  return { [status]: { description: "Done", content: { "application/json": { schema: answer as z.ZodType } } } };
}

function requestBody(definition: Definition) {
  if (definition.fileBytes !== undefined)
    return { body: { required: true, content: { "application/octet-stream": { schema: z.string() } } } };
  if (!definition.body) return {};
  return { body: { required: true, content: { "application/json": { schema: definition.body } } } };
}

function access(definition: Definition): string {
  const parts = [`At least the role ${definition.role ?? "viewer"}.`];
  if (definition.scope) parts.push(`A token narrowed by scopes needs \`${definition.scope}\`.`);
  return parts.join(" ");
}

function addOperation(registry: OpenAPIRegistry, listed: ListedOperation): void {
  const { definition } = listed.handler;
  registry.registerPath({
    method: listed.method.toLowerCase() as "get",
    path: listed.path,
    operationId: operationId(listed),
    summary: definition.summary,
    description: access(definition),
    security: [{ bearer: [] }],
    request: {
      params: pathParams(listed.path, definition),
      ...(definition.query ? { query: definition.query } : {}),
      ...requestBody(definition),
    },
    responses: {
      ...success(definition),
      default: { description: "A problem", content: { "application/problem+json": { schema: problemDocumentShape } } },
    },
  });
}

/** `getProjectSources`, `postProjectTokens` ...: unique, since method and path are. */
export function operationId(listed: ListedOperation): string {
  const words = listed.path
    .replace("/api/v1/", "")
    .split("/")
    .map((part) => part.replace(/[{}]/g, ""))
    .flatMap((part) => part.split(/[^A-Za-z0-9]+/))
    .filter(Boolean);
  return listed.method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function generate(): OpenApiDocument {
  nameSchemas();
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "An API token of the project, `gbt_...`",
  });
  for (const listed of OPERATIONS) addOperation(registry, listed);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "Gabarit management API",
      version: "1",
      description:
        "Plans, sources, violations and analysis. Errors are RFC 9457 problem documents with a stable `code`.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
  });
}

/** The document; the same bytes for the same definitions. */
export function openApiDocument(): OpenApiDocument {
  return processState("openApiDocument", generate);
}
