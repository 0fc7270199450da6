/** Every operation of the API by address: what openapi.json lists. A test compares it with the route files. */

import * as projectAudit from "../v1/projects/[project]/audit/route.ts";
import * as project from "../v1/projects/[project]/route.ts";
import * as sourceArchive from "../v1/projects/[project]/sources/[source]/archive/route.ts";
import * as sourceRestore from "../v1/projects/[project]/sources/[source]/restore/route.ts";
import * as source from "../v1/projects/[project]/sources/[source]/route.ts";
import * as writeKey from "../v1/projects/[project]/sources/[source]/write-keys/[key]/route.ts";
import * as writeKeys from "../v1/projects/[project]/sources/[source]/write-keys/route.ts";
import * as sources from "../v1/projects/[project]/sources/route.ts";
import * as token from "../v1/projects/[project]/tokens/[token]/route.ts";
import * as tokens from "../v1/projects/[project]/tokens/route.ts";
import * as projects from "../v1/projects/route.ts";
import * as workspaceAudit from "../v1/workspaces/[workspace]/audit/route.ts";
import * as invitation from "../v1/workspaces/[workspace]/invitations/[invitation]/route.ts";
import * as invitations from "../v1/workspaces/[workspace]/invitations/route.ts";
import * as member from "../v1/workspaces/[workspace]/members/[person]/route.ts";
import * as members from "../v1/workspaces/[workspace]/members/route.ts";
import * as workspaceProjects from "../v1/workspaces/[workspace]/projects/route.ts";
import * as workspace from "../v1/workspaces/[workspace]/route.ts";
import type { RouteHandler } from "./operation.ts";

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];
type RouteModule = { readonly [M in Method]?: RouteHandler };

export interface ListedOperation {
  readonly method: Method;
  /** With `{name}` for path parameters. */
  readonly path: string;
  readonly handler: RouteHandler;
}

const PROJECT = "/api/v1/projects/{project}";
const WORKSPACE = "/api/v1/workspaces/{workspace}";

const ROUTES: Readonly<Record<string, RouteModule>> = {
  "/api/v1/projects": projects,
  [PROJECT]: project,
  [`${PROJECT}/audit`]: projectAudit,
  [`${PROJECT}/tokens`]: tokens,
  [`${PROJECT}/tokens/{token}`]: token,
  [`${PROJECT}/sources`]: sources,
  [`${PROJECT}/sources/{source}`]: source,
  [`${PROJECT}/sources/{source}/archive`]: sourceArchive,
  [`${PROJECT}/sources/{source}/restore`]: sourceRestore,
  [`${PROJECT}/sources/{source}/write-keys`]: writeKeys,
  [`${PROJECT}/sources/{source}/write-keys/{key}`]: writeKey,
  [WORKSPACE]: workspace,
  [`${WORKSPACE}/projects`]: workspaceProjects,
  [`${WORKSPACE}/members`]: members,
  [`${WORKSPACE}/members/{person}`]: member,
  [`${WORKSPACE}/invitations`]: invitations,
  [`${WORKSPACE}/invitations/{invitation}`]: invitation,
  [`${WORKSPACE}/audit`]: workspaceAudit,
};

export const OPERATIONS: readonly ListedOperation[] = Object.entries(ROUTES).flatMap(([path, routes]) =>
  METHODS.flatMap((method) => {
    const handler = routes[method];
    return handler ? [{ method, path, handler }] : [];
  }),
);
