/** How each server action is called in the security matrix, and whom it must refuse. An action without a row fails. */

import { authorizeProject, authorizeWorkspace } from "../../../lib/access/authorize.ts";
import { createInvitation } from "../../../lib/access/invitation.ts";
import { createResetLink } from "../../../lib/access/one-time-link.ts";
import { findSession, startSession } from "../../../lib/access/session.ts";
import { asWorkspace, makePerson, makeToken, type TestWorld } from "../../../lib/access/testing.ts";
import { addMember } from "../../../lib/access/workspace.ts";
import { planDb } from "../../../lib/store/plan-db.ts";
import { ACCEPTANCE_ACTION_ROWS } from "./acceptance-action-rows.ts";
import { type ActionRow, type Fields, type FieldsOf, form, inProject } from "./action-row.ts";
import { BACKTEST_ACTION_ROWS } from "./backtest-action-rows.ts";
import { CORE_ACTION_ROWS } from "./core-action-rows.ts";
import { DESTINATION_ACTION_ROWS } from "./destination-action-rows.ts";
import { HAND_OVER_ACTION_ROWS } from "./hand-over-action-rows.ts";
import { HOUSE_ACTION_ROWS } from "./house-action-rows.ts";
import { NOTIFY_ACTION_ROWS } from "./notify-action-rows.ts";
import { REPLAY_ACTION_ROWS } from "./replay-action-rows.ts";
import { REVIEW_ACTION_ROWS } from "./review-action-rows.ts";
import { TRANSFER_ACTION_ROWS } from "./transfer-action-rows.ts";

async function newMember(world: TestWorld): Promise<string> {
  const person = await makePerson("member");
  await addMember(planDb(), world.workspace.id, person.id, "viewer");
  return person.id;
}

const aMember: FieldsOf = async (world) => ({ person: await newMember(world), name: "Member", role: "editor" });
const anOutsider: FieldsOf = (world) => ({ person: world.outsider.id, name: "Outsider", role: "editor" });
const endOf =
  (of: FieldsOf): FieldsOf =>
  async (world) => ({ ...(await of(world)), endsAt: "2099-12-31" });
const address = () => `a-${Math.random().toString(36).slice(2)}@example.test`;

const AUTH = "[locale]/(auth)/actions.ts";
const SETTINGS = "[locale]/(workspace)/[project]/settings";

const open = (args: ActionRow["args"]): ActionRow => ({ needs: "open", args });

/** The caller's own account. */
function own(fields: (world: TestWorld, session: string | undefined) => Promise<Fields>): ActionRow {
  return { needs: "person", args: async (world, session) => form(await fields(world, session)) };
}

export const ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  ...CORE_ACTION_ROWS,
  ...HOUSE_ACTION_ROWS,
  ...DESTINATION_ACTION_ROWS,
  ...HAND_OVER_ACTION_ROWS,
  ...ACCEPTANCE_ACTION_ROWS,
  ...BACKTEST_ACTION_ROWS,
  ...REPLAY_ACTION_ROWS,
  ...REVIEW_ACTION_ROWS,
  ...NOTIFY_ACTION_ROWS,
  [`${AUTH}#signInAction`]: open(async () => form({ email: "nobody@example.test", password: "not a password" })),
  // Without a mail server it is not offered; with one, lib/access/link-mail.test.ts.
  [`${AUTH}#forgottenAction`]: open(async (world) => form({ email: world.people.owner.email })),
  [`${AUTH}#signOut`]: open(async () => ["en"]),
  [`${AUTH}#setUpAction`]: open(async () =>
    form({
      token: "guess",
      name: "x",
      email: "x@example.test",
      password: "tangerine balcony",
      workspaceName: "x",
      projectName: "x",
      timeZone: "UTC",
      currency: "EUR",
    }),
  ),
  [`${AUTH}#joinAsNewAction`]: open(async () => form({ secret: "guess", name: "x", password: "tangerine balcony" })),
  [`${AUTH}#joinAction`]: {
    needs: "person",
    args: async (world, session) => {
      const person = session ? await findSession(session) : undefined;
      const workspace = await authorizeWorkspace({ session: world.outsider.session }, world.otherWorkspace.slug);
      // Whoever calls is invited to the other workspace; its owner is a member of it already.
      const email = !person || person.personId === world.outsider.id ? address() : person.email;
      await planDb().membership.deleteMany({
        where: { workspaceId: world.otherWorkspace.id, person: { email }, NOT: { personId: world.outsider.id } },
      });
      return form({ secret: (await createInvitation(workspace, { email, role: "viewer" })).secret });
    },
    foreign: async () => [form({ secret: "guess" })],
  },
  [`${AUTH}#resetAction`]: open(async (world) => {
    const used = await createResetLink(await asWorkspace(world), await newMember(world));
    await planDb().passwordReset.updateMany({ data: { usedAt: new Date() } });
    return form({ secret: used.path.split("/")[2] ?? "", password: "tangerine balcony" });
  }),
  [`${SETTINGS}/project-actions.ts#updateProjectAction`]: inProject("admin", () => ({
    name: "Renamed",
    timeZone: "Europe/Paris",
    weekStart: "1",
    currency: "EUR",
  })),
  [`${SETTINGS}/project-actions.ts#renameWorkspaceAction`]: inProject("admin", () => ({ name: "Renamed" })),
  [`${SETTINGS}/project-actions.ts#createProjectAction`]: inProject("admin", () => ({ name: "New", timeZone: "UTC" })),
  [`${SETTINGS}/members/actions.ts#inviteAction`]: inProject("admin", () => ({ email: address(), role: "viewer" })),
  [`${SETTINGS}/members/actions.ts#revokeInvitationAction`]: inProject(
    "admin",
    async (world) => ({
      invitation: (await createInvitation(await asWorkspace(world), { email: address(), role: "viewer" })).id,
    }),
    async (world) => {
      const other = await authorizeWorkspace({ session: world.outsider.session }, world.otherWorkspace.slug);
      return { invitation: (await createInvitation(other, { email: address(), role: "viewer" })).id };
    },
  ),
  [`${SETTINGS}/members/actions.ts#changeRoleAction`]: inProject("admin", aMember, anOutsider),
  [`${SETTINGS}/members/actions.ts#removeMemberAction`]: inProject("admin", aMember, anOutsider),
  [`${SETTINGS}/members/actions.ts#disableMemberAction`]: inProject("owner", aMember, anOutsider),
  [`${SETTINGS}/members/actions.ts#enableMemberAction`]: inProject("owner", aMember, anOutsider),
  [`${SETTINGS}/members/actions.ts#resetLinkAction`]: inProject("owner", aMember, anOutsider),
  [`${SETTINGS}/members/actions.ts#setEndAction`]: inProject("admin", endOf(aMember), endOf(anOutsider)),
  ...TRANSFER_ACTION_ROWS,
  [`${SETTINGS}/members/actions.ts#leaveAction`]: {
    needs: "viewer",
    args: async (world) => {
      // Someone else stays an owner.
      await planDb().membership.updateMany({ where: { personId: await newMember(world) }, data: { role: "owner" } });
      return form({ project: world.project.slug });
    },
  },
  [`${SETTINGS}/tokens/actions.ts#createTokenAction`]: inProject("admin", () => ({
    name: "CI",
    role: "viewer",
    expires: "30",
    scope: "plan:read",
  })),
  [`${SETTINGS}/tokens/actions.ts#revokeTokenAction`]: inProject(
    "admin",
    async (world) => ({ token: (await makeToken(world.project.id, "viewer")).id }),
    async (world) => {
      await authorizeProject({ session: world.outsider.session }, world.otherProject.slug);
      return { token: (await makeToken(world.otherProject.id, "viewer")).id };
    },
  ),
  [`${SETTINGS}/account/actions.ts#updateProfileAction`]: own(async () => ({ name: "Me", language: "en" })),
  [`${SETTINGS}/account/actions.ts#changePasswordAction`]: own(async () => ({
    current: "not it",
    next: "tangerine balcony",
  })),
  [`${SETTINGS}/account/actions.ts#endSessionAction`]: {
    needs: "person",
    args: async (_, session) => {
      const person = session ? await findSession(session) : undefined;
      if (!person) return form({ session: "ses_none" });
      const row = await planDb().person.findUniqueOrThrow({ where: { id: person.personId } });
      const extra = await findSession((await startSession(planDb(), row, {})).token);
      return form({ session: extra?.sessionId ?? "" });
    },
    foreign: async (world) => {
      const other = await findSession(world.outsider.session);
      return [form({ session: other?.sessionId ?? "" })];
    },
  },
  [`${SETTINGS}/account/actions.ts#endOtherSessionsAction`]: own(async () => ({})),
  [`${SETTINGS}/account/actions.ts#endAllSessionsAction`]: own(async () => ({})),
};
