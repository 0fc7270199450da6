/** What a row of the security matrix of server actions is, and the usual kinds of row. */

import type { Role } from "../../../lib/access/authorized.ts";
import type { TestWorld } from "../../../lib/access/testing.ts";
import { EMPTY_FORM } from "../form.ts";

export type Fields = Readonly<Record<string, string>>;

export interface ActionRow {
  /** The least role it asks for; `person` = whoever is signed in; `open` = anyone, its own secrets guard it. */
  readonly needs: Role | "person" | "open";
  /** The arguments of a call that is otherwise right; made afresh for each call, for the person who calls. */
  readonly args: (world: TestWorld, session: string | undefined) => Promise<readonly unknown[]>;
  /** The same call with ids of another project, workspace or person: each must be "not found". */
  readonly foreign?: (world: TestWorld) => Promise<readonly (readonly unknown[])[]>;
}

export function form(fields: Fields): readonly unknown[] {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return [EMPTY_FORM, data];
}

export type FieldsOf = (world: TestWorld) => Promise<Fields> | Fields;

/** An action of a project's form: `fields` besides the project, `foreign` the same fields with ids of others. */
export function inProject(needs: Role, fields: FieldsOf, foreign?: FieldsOf): ActionRow {
  const call = async (world: TestWorld, of: FieldsOf) => form({ project: world.project.slug, ...(await of(world)) });
  return {
    needs,
    args: (world) => call(world, fields),
    ...(foreign ? { foreign: async (world) => [await call(world, foreign)] } : {}),
  };
}

/** An action called with values instead of a form: the project's slug, then the rest. */
export function withSlug(
  needs: Role,
  rest: (world: TestWorld) => Promise<readonly unknown[]> | readonly unknown[],
  foreign?: (world: TestWorld) => Promise<readonly unknown[]>,
): ActionRow {
  return {
    needs,
    args: async (world) => [world.project.slug, ...(await rest(world))],
    ...(foreign ? { foreign: async (world) => [[world.project.slug, ...(await foreign(world))]] } : {}),
  };
}
