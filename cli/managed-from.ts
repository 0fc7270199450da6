/** A push from the repository that the plan is kept in: the first one onto `main` says so, the others must be from the same. */

import { type ManagedFrom, repositoryAddress, sameRepository } from "../lib/plan/repository.ts";
import { type CliContext, CliFailure } from "./context.ts";
import { note } from "./output.ts";
import { fetchManagedFrom, manageFrom } from "./server-api.ts";

/** What `--managed-from` names: `https://github.com/acme/shop`, with a branch after `#`. */
export function managedFromOf({ t }: CliContext, text: string, path: string): ManagedFrom {
  const [address = "", branch = ""] = text.split("#", 2);
  const repository = repositoryAddress(address);
  if (repository === undefined) throw new CliFailure(t("push.badRepository", { text: address }));
  // As it is called in the repository; what lies outside the folder the command runs in is not named.
  const inside = path.replace(/^\.\//, "");
  const isInside = !/^([\\/]|[A-Za-z]:|\.\.)/.test(inside);
  return { repository, ...(branch === "" ? {} : { branch }), ...(isInside ? { path: inside } : {}) };
}

/** Whether the plan is managed from this repository. Refused where it is from another one. */
export async function isManagedFrom(context: CliContext, slug: string, { repository }: ManagedFrom): Promise<boolean> {
  const managed = await fetchManagedFrom(context, slug);
  if (managed === undefined) return false;
  if (sameRepository(managed.repository, repository)) return true;
  const told = context.t("push.otherRepository", { slug, repository: managed.repository });
  throw new CliFailure(told, [], { code: "conflict" });
}

/** From now on only pushes of this repository change the plan. */
export async function lockTo(context: CliContext, slug: string, managedFrom: ManagedFrom): Promise<void> {
  await manageFrom(context, slug, managedFrom);
  note(context, context.t("push.managed", { slug, repository: managedFrom.repository }));
}
