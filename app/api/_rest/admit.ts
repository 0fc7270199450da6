/** Lets a request of the API in, by its bearer token. */

import {
  authorizeProject,
  authorizeWorkspace,
  type Credential,
  listVisibleProjects,
  type Need,
} from "../../../lib/access/authorize.ts";
import type { AuthorizedProject, AuthorizedWorkspace, Role } from "../../../lib/access/authorized.ts";
import { limitRate, type RateLimit } from "../../../lib/access/rate-limit.ts";
import type { Scope } from "../../../lib/access/scope.ts";
import { isUserError, UserError } from "../../../lib/base/error.ts";

/** `project` and `workspace` are named by the path parameter of that name. */
export type Reach = "project" | "workspace" | "caller" | "anyone";

export type Admitted<R extends Reach> = R extends "project"
  ? AuthorizedProject
  : R extends "workspace"
    ? AuthorizedWorkspace
    : R extends "caller"
      ? Credential
      : undefined;

export interface Admission {
  readonly reach: Reach;
  readonly role: Role;
  readonly scope: Scope | undefined;
  readonly limit: RateLimit | undefined;
  readonly address: string;
}

/** The bearer token. Cookies are never looked at here: no page of another site can make a browser act on the API. */
function credentialOf(request: Request): Credential {
  const token = /^bearer\s+(\S+)$/i.exec(request.headers.get("authorization")?.trim() ?? "")?.[1];
  if (!token) throw new UserError("unauthenticated");
  return { token };
}

/** Whoever presents wrong credentials again and again from one address has to wait. */
export async function countingBadCredentials<T>(address: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isUserError(error) && error.code === "unauthenticated") await limitRate("badCredential", address);
    throw error;
  }
}

/** The proof for an operation. Throws `unauthenticated`, `forbidden`, `not_found` or `rate_limited`. */
export async function admit(
  request: Request,
  params: Readonly<Record<string, string>>,
  admission: Admission,
): Promise<Admitted<Reach>> {
  if (admission.reach === "anyone") return undefined;
  const credential = credentialOf(request);
  const need: Need = { atLeast: admission.role, ...(admission.scope ? { scope: admission.scope } : {}) };
  const admitted = await countingBadCredentials(admission.address, async () => {
    if (admission.reach === "project") return authorizeProject(credential, params.project ?? "", need);
    if (admission.reach === "workspace") return authorizeWorkspace(credential, params.workspace ?? "", need);
    await listVisibleProjects(credential);
    return credential;
  });
  if (admission.limit) await limitRate(admission.limit, "actor" in admitted ? admitted.actor.id : admission.address);
  return admitted;
}
