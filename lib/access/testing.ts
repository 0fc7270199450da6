/** A small world for tests: two workspaces, a person of every role in the first, an owner of the second. */

import { isUserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { processState } from "../base/process-state.ts";
import { planDb } from "../store/plan-db.ts";
import { newToken, storeToken } from "./api-token.ts";
import { SYSTEM_ACTOR } from "./audit.ts";
import { authorizeProject, authorizeWorkspace } from "./authorize.ts";
import { type AuthorizedProject, type AuthorizedWorkspace, ROLES, type Role } from "./authorized.ts";
import type { Visitor } from "./person.ts";
import { addProject } from "./project.ts";
import type { Scope } from "./scope.ts";
import { startSession } from "./session.ts";
import { copyWorld, takeTemplate, type WorldTemplate } from "./testing/world-copy.ts";
import { addWorkspace } from "./workspace.ts";

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

/** People with a session and no usable password. */
async function makePeople(names: readonly string[]): Promise<readonly TestPerson[]> {
  const made = names.map((name) => {
    const email = `${name}-${newId("per").slice(4, 10)}@example.test`;
    return { id: newId("per"), email, name, language: "en", passwordHash: "" };
  });
  await planDb().person.createMany({ data: made });
  const session = ({ id, email }: (typeof made)[number]) =>
    startSession(planDb(), { id, language: "en" }, { userAgent: "test" }).then(({ token }) => ({
      id,
      email,
      session: token,
    }));
  return Promise.all(made.map(session));
}

/** A person with a session and no usable password. */
export async function makePerson(name: string): Promise<TestPerson> {
  const [person] = await makePeople([name]);
  if (person === undefined) throw new Error("Invariant: one name is one person");
  return person;
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

async function buildWorld(): Promise<TestWorld> {
  const [mine, other, [outsider, ...members]] = await Promise.all([
    makePlace(`Mine ${newId("wsp").slice(4, 9)}`),
    makePlace(`Other ${newId("wsp").slice(4, 9)}`),
    makePeople(["outsider", ...ROLES]),
  ]);
  if (outsider === undefined) throw new Error("Invariant: every name is a person");
  const people = Object.fromEntries(ROLES.map((role, at) => [role, members[at]])) as Record<Role, TestPerson>;
  const memberships = ROLES.map((role) => ({ workspaceId: mine.workspace.id, personId: people[role].id, role }));
  const elsewhere = { workspaceId: other.workspace.id, personId: outsider.id, role: "owner" };
  await planDb().membership.createMany({ data: [...memberships, elsewhere] });
  return { ...mine, people, outsider, otherWorkspace: other.workspace, otherProject: other.project };
}

interface Made {
  worlds: number;
  template?: Promise<WorldTemplate>;
}

/** Fresh each time; several can stand in one database. Hundreds of tests want one: all but the first two are copies. */
export async function makeWorld(): Promise<TestWorld> {
  const made = processState<Made>("testWorlds", () => ({ worlds: 0 }));
  made.worlds += 1;
  if (made.worlds === 1) return buildWorld();
  if (made.template) return copyWorld(await made.template);
  made.template = buildWorld().then(takeTemplate);
  return (await made.template).world;
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
