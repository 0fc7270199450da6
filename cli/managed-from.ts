/** A push from the repository that the plan is kept in: the first one says so, the others must be from the same. */

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

/** Refused where the plan is managed from another repository. `check` sets nothing. */
export async function agreeOnRepository(
  context: CliContext,
  slug: string,
  { managedFrom, check }: { readonly managedFrom: ManagedFrom; readonly check: boolean },
): Promise<void> {
  const { t } = context;
  const managed = await fetchManagedFrom(context, slug);
  if (managed !== undefined) {
    if (sameRepository(managed.repository, managedFrom.repository)) return;
    throw new CliFailure(t("push.otherRepository", { slug, repository: managed.repository }), [], { code: "conflict" });
  }
  if (check) return;
  await manageFrom(context, slug, managedFrom);
  note(context, t("push.managed", { slug, repository: managedFrom.repository }));
}
