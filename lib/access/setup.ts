/** The first visit: whoever holds the one-time token from the log makes the first owner, workspace and project. */

import { UserError } from "../base/error.ts";
import { clearProcessState, processState, setProcessState } from "../base/process-state.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import { newToken, storeToken } from "./api-token.ts";
import { type PlanDbTransaction, SYSTEM_ACTOR } from "./audit.ts";
import { authorizeProject, authorizeSystem } from "./authorize.ts";
import type { AuthorizedProject, Role } from "./authorized.ts";
import { type NewPerson, openSession, preparePerson, type Visitor } from "./person.ts";
import { addProject, type NewProject } from "./project.ts";
import { limitRate } from "./rate-limit.ts";
import { equalHashes, newSecret, secretHash } from "./secret.ts";
import { endSession, type NewSession, startSession } from "./session.ts";
import { addMember, addWorkspace } from "./workspace.ts";

const KEY = "setUpTokenHash";
/** Any number; all set-ups of an installation wait for one another under it. */
const LOCK = 7_215_001;

/** True while nobody has an account. */
export async function isSetUpOpen(): Promise<boolean> {
  return (await planDb().person.count()) === 0;
}

/** At every start: a fresh one-time token to print, or undefined when someone has an account already. */
export async function prepareSetUp(): Promise<string | undefined> {
  clearProcessState(KEY);
  if (!(await isSetUpOpen())) return undefined;
  const token = newSecret();
  setProcessState<Uint8Array | undefined>(KEY, secretHash(token));
  return token;
}

/** Whether the token is the one that was printed at this start. */
export function isSetUpToken(token: string): boolean {
  const expected = processState<Uint8Array | undefined>(KEY, () => undefined);
  return expected !== undefined && equalHashes(expected, secretHash(token));
}

async function lockInstallation(db: PlanDbTransaction): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(${LOCK}::bigint)`;
}

export interface FirstSetUp {
  readonly token: string;
  readonly person: NewPerson;
  readonly workspaceName: string;
  readonly project: NewProject;
}

function refused(): UserError {
  return new UserError("forbidden", {
    fields: [
      {
        path: "token",
        en: "This is not the set-up token in the log of the latest start.",
        fr: "Ce n’est pas le jeton d’installation inscrit au journal du dernier démarrage.",
      },
    ],
  });
}

/**
 * Makes the first person owner of a new workspace with one project, and signs in. Where a bootstrap token made a workspace
 * already, the person becomes its owner instead. Works once: the token dies with it.
 */
export async function completeSetUp(
  input: FirstSetUp,
  visitor: Visitor,
): Promise<{ readonly session: NewSession; readonly projectSlug: string }> {
  await limitRate("setUp", visitor.address);
  if (!isSetUpToken(input.token)) throw refused();
  const prepared = await preparePerson(input.person);
  const done = await planDb().$transaction(async (db) => {
    await lockInstallation(db);
    if ((await db.person.count()) > 0) throw refused();
    const person = await db.person.create({ data: prepared });
    const actor = { kind: "person", id: person.id, name: person.name || person.email } as const;
    const existing = await db.project.findFirst({ orderBy: { number: "asc" } });
    const workspaceId = existing?.workspaceId ?? (await addWorkspace(db, input.workspaceName, actor)).id;
    const project = existing ?? (await addProject(db, workspaceId, input.project, actor));
    await addMember(db, workspaceId, person.id, "owner");
    await recordAudit(db, { workspaceId, actor }, { action: "installation.set_up", target: person.email });
    return { session: await openSession(db, person, visitor), projectSlug: project.slug };
  });
  clearProcessState(KEY);
  return done;
}

/**
 * At the first start with `GABARIT_BOOTSTRAP_TOKEN`: a workspace, a project `default` and an owner API token with that very
 * text. Does nothing once any workspace exists. Answers whether it made them.
 */
export async function applyBootstrap(token: string): Promise<boolean> {
  return planDb().$transaction(async (db) => {
    await lockInstallation(db);
    if ((await db.workspace.count()) > 0) return false;
    const workspace = await addWorkspace(db, "Default", SYSTEM_ACTOR);
    const project = await addProject(db, workspace.id, { name: "Default", slug: "default" }, SYSTEM_ACTOR);
    await storeToken(db, project.id, token, {
      name: "Bootstrap",
      role: "owner",
      scopes: [],
      expiresAt: null,
      createdById: null,
    });
    return true;
  });
}

export interface SeededWorkspace {
  readonly workspaceId: string;
  readonly projectSlug: string;
  readonly personId: string;
  /** An owner token of the project, shown once. */
  readonly token: string;
}

/**
 * For the demo and for tests of the whole product: an owner without a password (only one-time links let in), a workspace,
 * a project and an owner API token, in one go.
 */
export async function seedWorkspace(input: {
  readonly email: string;
  readonly name: string;
  readonly language: "en" | "fr";
  readonly workspaceName: string;
  readonly project: NewProject;
}): Promise<SeededWorkspace> {
  const token = newToken();
  // Nobody knows this password.
  const person = await preparePerson({ ...input, password: newSecret() });
  return planDb().$transaction(async (db) => {
    const workspace = await addWorkspace(db, input.workspaceName, SYSTEM_ACTOR);
    await db.person.create({ data: person });
    await addMember(db, workspace.id, person.id, "owner");
    const project = await addProject(db, workspace.id, input.project, SYSTEM_ACTOR);
    await storeToken(db, project.id, token, {
      name: "Demo",
      role: "owner",
      scopes: [],
      expiresAt: null,
      createdById: person.id,
    });
    return { workspaceId: workspace.id, projectSlug: project.slug, personId: person.id, token };
  });
}

/**
 * For the demo: somebody else of the workspace, without a password as its owner, and acting in the project. Somebody who is
 * there already is taken as they are.
 */
export async function seedColleague(
  slug: string,
  colleague: Omit<NewPerson, "password"> & { readonly role: Role },
): Promise<AuthorizedProject> {
  const { workspaceId } = await authorizeSystem(slug);
  const prepared = await preparePerson({ ...colleague, password: newSecret() });
  const session = await planDb().$transaction(async (db) => {
    const there = await db.person.findUnique({ where: { email: prepared.email } });
    const person = there ?? (await db.person.create({ data: prepared }));
    if (!there) await addMember(db, workspaceId, person.id, colleague.role);
    return startSession(db, person, {});
  });
  try {
    return await authorizeProject({ session: session.token }, slug);
  } finally {
    await endSession(session.token);
  }
}
