/** A small world for tests: two workspaces, a person of every role in the first, an owner of the second. */

import { isUserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { planDb } from "../store/plan-db.ts";
import { newToken, storeToken } from "./api-token.ts";
import { SYSTEM_ACTOR } from "./audit.ts";
import { authorizeProject, authorizeWorkspace } from "./authorize.ts";
import { type AuthorizedProject, type AuthorizedWorkspace, ROLES, type Role } from "./authorized.ts";
import type { Visitor } from "./person.ts";
import { addProject } from "./project.ts";
import type { Scope } from "./scope.ts";
import { startSession } from "./session.ts";
import { addMember, addWorkspace } from "./workspace.ts";

export interface TestPerson {
  readonly id: string;
  readonly email: string;
  /** The cookie's value. */
  readonly session: string;
}

export interface TestWorld {
  readonly workspace: { readonly id: string; readonly slug: string };
  readonly project: { readonly id: string; readonly slug: string };
  readonly people: Readonly<Record<Role, TestPerson>>;
  /** Owns the other workspace and is no member of the first. */
  readonly outsider: TestPerson;
  readonly otherWorkspace: { readonly id: string; readonly slug: string };
  readonly otherProject: { readonly id: string; readonly slug: string };
}

/** A person with a session and no usable password. */
export async function makePerson(name: string): Promise<TestPerson> {
  const row = await planDb().person.create({
    data: { id: newId("per"), email: `${name}-${newId("per").slice(4, 10)}@example.test`, name, passwordHash: "" },
  });
  const session = await startSession(planDb(), row, { userAgent: "test" });
  return { id: row.id, email: row.email, session: session.token };
}

async function makePlace(name: string) {
  return planDb().$transaction(async (db) => {
    const workspace = await addWorkspace(db, name, SYSTEM_ACTOR);
    const project = await addProject(
      db,
      workspace.id,
      { name: `${name} shop`, timeZone: "Europe/Paris" },
      SYSTEM_ACTOR,
    );
    return {
      workspace: { id: workspace.id, slug: workspace.slug },
      project: { id: project.id, slug: project.slug },
    };
  });
}

/** Fresh each time; several can stand in one database. */
export async function makeWorld(): Promise<TestWorld> {
  const mine = await makePlace(`Mine ${newId("wsp").slice(4, 9)}`);
  const other = await makePlace(`Other ${newId("wsp").slice(4, 9)}`);
  const people = {} as Record<Role, TestPerson>;
  for (const role of ROLES) {
    people[role] = await makePerson(role);
    await addMember(planDb(), mine.workspace.id, people[role].id, role);
  }
  const outsider = await makePerson("outsider");
  await addMember(planDb(), other.workspace.id, outsider.id, "owner");
  return { ...mine, people, outsider, otherWorkspace: other.workspace, otherProject: other.project };
}

/** Proof as a person of the given role has it. */
export function asProject(world: TestWorld, role: Role = "owner"): Promise<AuthorizedProject> {
  return authorizeProject({ session: world.people[role].session }, world.project.slug);
}

export function asWorkspace(world: TestWorld, role: Role = "owner"): Promise<AuthorizedWorkspace> {
  return authorizeWorkspace({ session: world.people[role].session }, world.workspace.slug);
}

/** A token of a project, made without asking anyone. */
export async function makeToken(
  projectId: string,
  role: Role,
  options: { readonly scopes?: readonly Scope[]; readonly expiresAt?: Date } = {},
): Promise<{ readonly id: string; readonly token: string }> {
  const token = newToken();
  const id = await storeToken(planDb(), projectId, token, {
    name: `${role} token`,
    role,
    scopes: options.scopes ?? [],
    expiresAt: options.expiresAt ?? null,
    createdById: null,
  });
  return { id, token };
}

/** The code of the UserError that `work` ends in, or "ok". Anything else is thrown on. */
export async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "ok";
  } catch (error) {
    if (isUserError(error)) return error.code;
    throw error;
  }
}

/** A browser at an address of its own, so that one test's tries do not count against another's. */
export function makeVisitor(session?: string): Visitor {
  const number = () => 1 + Math.floor(Math.random() * 250);
  return { address: `198.51.${number()}.${number()}`, userAgent: "test", session };
}
