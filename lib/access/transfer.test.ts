import { describe, expect, it } from "vitest";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { endOfDay, lastDayOf, listEndedAccess } from "./access-end.ts";
import { createToken, findToken, listTokens } from "./api-token.ts";
import { authorizeProject, authorizeWorkspace, listVisibleProjects } from "./authorize.ts";
import {
  acceptInvitationAsNew,
  createInvitation,
  findInvitation,
  listInvitations,
  revokeInvitation,
} from "./invitation.ts";
import { changeMember } from "./member-change.ts";
import { listMembers, removeMember, setMemberDisabled } from "./membership.ts";
import { asProject, asWorkspace, makePerson, makeVisitor, makeWorld, outcome, type TestWorld } from "./testing.ts";
import {
  acceptTransfer,
  cancelTransfer,
  declineTransfer,
  findTransfer,
  offerOwnership,
  offerTo,
  type TransferOffer,
} from "./transfer.ts";
import { addMember } from "./workspace.ts";

usePlanDb();

const HOUR = 3_600_000;
const soon = () => new Date(Date.now() + HOUR);

async function nameOf(world: TestWorld): Promise<string> {
  return (await planDb().workspace.findUniqueOrThrow({ where: { id: world.workspace.id } })).name;
}

async function offer(world: TestWorld, change: Partial<TransferOffer> = {}) {
  return offerOwnership(await asWorkspace(world), {
    email: world.people.editor.email,
    keepRole: "admin",
    keepUntil: soon(),
    confirm: await nameOf(world),
    ...change,
  });
}

async function standing(world: TestWorld, personId: string) {
  const members = await listMembers(await asWorkspace(world, "viewer"));
  const found = members.find((member) => member.personId === personId);
  return found && { role: found.role, ends: found.endsAt !== null };
}

async function endNow(world: TestWorld, personId: string): Promise<void> {
  await planDb().membership.update({
    where: { workspaceId_personId: { workspaceId: world.workspace.id, personId } },
    data: { endsAt: new Date(Date.now() - 1000) },
  });
}

/** A token that the admin makes. */
async function adminToken(world: TestWorld): Promise<{ readonly token: string }> {
  return createToken(await asProject(world, "admin"), { name: "CI", role: "admin", scopes: [], expiresAt: null });
}

function cancelled(world: TestWorld): Promise<number> {
  return planDb().auditEntry.count({ where: { workspaceId: world.workspace.id, action: "transfer.cancel" } });
}

describe("the end of an access", () => {
  it("is the end of a day where the project is, whatever the clock does that day", () => {
    expect(endOfDay("2027-03-28", "Europe/Paris")?.toISOString()).toBe("2027-03-28T22:00:00.000Z");
    expect(endOfDay("2026-12-31", "Asia/Kathmandu")?.toISOString()).toBe("2026-12-31T18:15:00.000Z");
    expect(endOfDay("2027-02-30", "UTC")).toBeUndefined();
    for (const zone of ["Europe/Paris", "Asia/Kathmandu", "America/Los_Angeles"])
      expect(lastDayOf(endOfDay("2027-10-31", zone) ?? new Date(), zone)).toBe("2027-10-31");
  });

  it("shuts out the person, the person's tokens and nobody else, and says why", async () => {
    const world = await makeWorld();
    const { admin, viewer } = world.people;
    const { token } = await adminToken(world);
    await changeMember(await asWorkspace(world), admin.id, { endsAt: soon() });
    expect((await findToken(token))?.role).toBe("admin");
    expect((await listTokens(await asProject(world)))[0]?.expiresAt).not.toBeNull();
    expect((await asProject(world, "admin")).accessEndsAt).toBeInstanceOf(Date);

    await endNow(world, admin.id);
    const refused = await authorizeProject({ session: admin.session }, world.project.slug).catch((error) => error);
    expect(refused).toMatchObject({ code: "forbidden", data: { accessEndedAt: expect.any(String) } });
    expect(await findToken(token)).toBeUndefined();
    expect(await listVisibleProjects({ session: admin.session })).toEqual([]);
    expect(await listEndedAccess(admin.id)).toMatchObject([{ workspaceName: await nameOf(world) }]);
    expect(await listVisibleProjects({ session: viewer.session })).toHaveLength(1);

    await changeMember(await asWorkspace(world), admin.id, { endsAt: null });
    expect(await outcome(authorizeProject({ session: admin.session }, world.project.slug))).toBe("ok");
    const actions = await planDb().auditEntry.findMany({ where: { workspaceId: world.workspace.id } });
    expect(actions.filter(({ action }) => action === "member.set_end")).toHaveLength(2);
  });

  it("comes with an invitation, and not in the past", async () => {
    const world = await makeWorld();
    const workspace = await asWorkspace(world, "admin");
    const invited = { email: "zoe@example.test", role: "editor" as const };
    expect(await outcome(createInvitation(workspace, { ...invited, accessEndsAt: new Date(0) }))).toBe("invalid_input");
    const { secret } = await createInvitation(workspace, { ...invited, accessEndsAt: soon() });
    const session = await acceptInvitationAsNew(
      secret,
      { name: "Zoé", password: "tangerine balcony", language: "fr" },
      makeVisitor(),
    );
    expect(await standing(world, session.personId)).toEqual({ role: "editor", ends: true });
  });

  it("is for owners and admins within their reach, never one's own, and never the last owner's", async () => {
    const world = await makeWorld();
    const { owner, admin, viewer } = world.people;
    const as = (role: "owner" | "admin" | "editor") => asWorkspace(world, role);
    expect(await outcome(changeMember(await as("editor"), viewer.id, { endsAt: soon() }))).toBe("forbidden");
    expect(await outcome(changeMember(await as("admin"), owner.id, { endsAt: soon() }))).toBe("forbidden");
    expect(await outcome(changeMember(await as("admin"), admin.id, { endsAt: null }))).toBe("forbidden");
    expect(await outcome(changeMember(await as("owner"), owner.id, { endsAt: soon() }))).toBe("forbidden");
    expect(await outcome(changeMember(await as("owner"), viewer.id, { endsAt: new Date(0) }))).toBe("invalid_input");
    expect(await outcome(changeMember(await as("owner"), world.outsider.id, { endsAt: soon() }))).toBe("not_found");
    const second = await makePerson("second");
    await addMember(planDb(), world.workspace.id, second.id, "owner", soon());
    // An owner whose access ends is not the one who stays.
    expect(await outcome(changeMember(await as("owner"), owner.id, { role: "viewer" }))).toBe("conflict");
    expect(await outcome(removeMember(await as("owner"), owner.id))).toBe("conflict");
  });

  it("is refused whole where a part of the change is refused", async () => {
    const world = await makeWorld();
    const { editor } = world.people;
    const change = { role: "admin" as const, endsAt: new Date("2001-01-01") };
    expect(await outcome(changeMember(await asWorkspace(world), editor.id, change))).toBe("invalid_input");
    expect(await standing(world, editor.id)).toEqual({ role: "editor", ends: false });
    await changeMember(await asWorkspace(world), editor.id, { role: "admin", endsAt: soon() });
    expect(await standing(world, editor.id)).toEqual({ role: "admin", ends: true });
  });

  it("a token does no more than the member who made it may do today", async () => {
    const world = await makeWorld();
    const { token } = await adminToken(world);
    await changeMember(await asWorkspace(world), world.people.admin.id, { role: "editor" });
    expect((await findToken(token))?.role).toBe("editor");
    expect((await listTokens(await asProject(world)))[0]).toMatchObject({
      role: "admin",
      roleToday: "editor",
      maker: "admin",
    });
  });

  it("a token stops with its maker: who leaves after a demotion, is removed after the end, or is locked out", async () => {
    const world = await makeWorld();
    const { admin } = world.people;
    const first = await adminToken(world);
    await changeMember(await asWorkspace(world), admin.id, { role: "viewer" });
    await removeMember(await authorizeWorkspace({ session: admin.session }, world.workspace.slug), admin.id);
    expect(await findToken(first.token)).toBeUndefined();

    await addMember(planDb(), world.workspace.id, admin.id, "admin");
    expect(await findToken(first.token)).toBeUndefined();
    const second = await adminToken(world);
    await endNow(world, admin.id);
    await removeMember(await asWorkspace(world), admin.id);
    expect(await findToken(second.token)).toBeUndefined();

    await addMember(planDb(), world.workspace.id, admin.id, "admin");
    const third = await adminToken(world);
    await setMemberDisabled(await asWorkspace(world), admin.id, true);
    expect(await findToken(third.token)).toBeUndefined();
    expect((await listTokens(await asProject(world)))[0]).toMatchObject({ roleToday: null, revokedAt: null });
    await setMemberDisabled(await asWorkspace(world), admin.id, false);
    expect((await findToken(third.token))?.role).toBe("admin");
  });

  it("an invitation gives no more than whoever made it could give today, and no longer", async () => {
    const world = await makeWorld();
    const { admin } = world.people;
    const invite = async (email: string) =>
      (await createInvitation(await asWorkspace(world, "admin"), { email, role: "admin" })).secret;
    const short = await invite("short@example.test");
    const endsAt = soon();
    await changeMember(await asWorkspace(world), admin.id, { endsAt });
    expect((await findInvitation(short))?.accessEndsAt).toEqual(endsAt);
    const input = { name: "Short", password: "tangerine balcony", language: "en" } as const;
    const session = await acceptInvitationAsNew(short, input, makeVisitor());
    expect(await standing(world, session.personId)).toEqual({ role: "admin", ends: true });
    const late = await invite("late@example.test");
    await changeMember(await asWorkspace(world), admin.id, { role: "editor" });
    expect(await outcome(acceptInvitationAsNew(late, input, makeVisitor()))).toBe("not_found");
    const [listed] = await listInvitations(await asWorkspace(world));
    expect(listed).toMatchObject({ email: "late@example.test", state: "revoked" });
  });

  it("a lock-out leaves an owner who stays in every workspace of the person", async () => {
    const world = await makeWorld();
    await addMember(planDb(), world.workspace.id, world.outsider.id, "viewer");
    await addMember(planDb(), world.otherWorkspace.id, world.people.owner.id, "owner", soon());
    const locked = setMemberDisabled(await asWorkspace(world), world.outsider.id, true);
    expect(await outcome(locked)).toBe("conflict");
  });
});

describe("handing a workspace over", () => {
  it("changes nothing until the member accepts; then the former owner keeps what was agreed, until then", async () => {
    const world = await makeWorld();
    const { owner, editor } = world.people;
    await offer(world);
    expect(await standing(world, editor.id)).toEqual({ role: "editor", ends: false });
    const pending = await offerTo(await asProject(world, "editor"));
    expect(pending).toMatchObject({ from: { personId: owner.id }, to: { personId: editor.id }, keepRole: "admin" });
    expect(await offerTo(await asProject(world, "viewer"))).toBeUndefined();
    expect(await outcome(acceptTransfer(await asWorkspace(world, "admin"), pending?.id ?? ""))).toBe("forbidden");
    await acceptTransfer(await asWorkspace(world, "editor"), pending?.id ?? "");
    expect(await standing(world, editor.id)).toEqual({ role: "owner", ends: false });
    expect(await standing(world, owner.id)).toEqual({ role: "admin", ends: true });
    expect(await findTransfer(await asWorkspace(world, "viewer"))).toBeUndefined();
    expect(await outcome(acceptTransfer(await asWorkspace(world, "editor"), pending?.id ?? ""))).toBe("not_found");
    const said = await planDb().auditEntry.findMany({
      where: { workspaceId: world.workspace.id, action: { startsWith: "transfer." } },
      orderBy: { id: "asc" },
    });
    expect(said.map(({ action }) => action)).toEqual(["transfer.offer", "transfer.accept"]);
  });

  it("with nothing kept, the former owner and their tokens are out", async () => {
    const world = await makeWorld();
    const { owner, editor } = world.people;
    const input = { name: "CI", role: "owner" as const, scopes: [], expiresAt: null };
    const { token } = await createToken(await asProject(world), input);
    await offer(world, { keepRole: "none", keepUntil: null });
    const pending = await findTransfer(await asWorkspace(world));
    await acceptTransfer(await asWorkspace(world, "editor"), pending?.id ?? "");
    expect(await outcome(authorizeProject({ session: owner.session }, world.project.slug))).toBe("not_found");
    expect(await findToken(token)).toBeUndefined();
    expect(await standing(world, editor.id)).toEqual({ role: "owner", ends: false });
  });

  it("to somebody new takes effect when the invitation is accepted", async () => {
    const world = await makeWorld();
    const { secret = "" } = await offer(world, { email: "Client@example.test", keepRole: "viewer" });
    expect(await findInvitation(secret)).toMatchObject({ role: "owner", transfer: { keepRole: "viewer" } });
    expect(await standing(world, world.people.owner.id)).toEqual({ role: "owner", ends: false });
    const session = await acceptInvitationAsNew(
      secret,
      { name: "Client", password: "tangerine balcony", language: "en" },
      makeVisitor(),
    );
    expect(await standing(world, session.personId)).toEqual({ role: "owner", ends: false });
    expect(await standing(world, world.people.owner.id)).toEqual({ role: "viewer", ends: true });
  });

  it("is taken back, refused, or ends with its invitation; another can be offered then", async () => {
    const world = await makeWorld();
    const workspace = await asWorkspace(world);
    const pendingId = async () => (await findTransfer(workspace))?.id ?? "";
    const { secret = "" } = await offer(world, { email: "client@example.test" });
    expect(await outcome(offer(world))).toBe("conflict");
    await cancelTransfer(workspace, await pendingId());
    expect(await findInvitation(secret)).toBeUndefined();
    await offer(world);
    expect(await outcome(cancelTransfer(await asWorkspace(world, "editor"), await pendingId()))).toBe("forbidden");
    expect(await outcome(declineTransfer(await asWorkspace(world, "viewer"), await pendingId()))).toBe("forbidden");
    await declineTransfer(await asWorkspace(world, "editor"), await pendingId());
    await offer(world, { email: "client@example.test" });
    const { invitationId } = await planDb().ownershipTransfer.findFirstOrThrow({
      where: { workspaceId: world.workspace.id, settledAt: null },
    });
    await revokeInvitation(workspace, invitationId ?? "");
    expect(await findTransfer(workspace)).toBeUndefined();
    const later = { now: () => Date.now() + 8 * 24 * HOUR };
    await offer(world);
    expect(await findTransfer(workspace)).toBeDefined();
    expect(await findTransfer(workspace, later)).toBeUndefined();
  });

  it("is refused without the name, to oneself, in the past, by anyone but an owner in person", async () => {
    const world = await makeWorld();
    expect(await outcome(offer(world, { confirm: "the shop" }))).toBe("invalid_input");
    expect(await outcome(offer(world, { email: world.people.owner.email }))).toBe("invalid_input");
    expect(await outcome(offer(world, { keepUntil: new Date(0) }))).toBe("invalid_input");
    await endNow(world, world.people.editor.id);
    expect(await outcome(offer(world))).toBe("invalid_input");
    const asked = { email: "x@example.test", keepRole: "none", keepUntil: null, confirm: await nameOf(world) } as const;
    expect(await outcome(offerOwnership(await asWorkspace(world, "admin"), asked))).toBe("forbidden");
    expect(await findTransfer(await asWorkspace(world))).toBeUndefined();
  });

  it("dies with the ownership of whoever offered it, for good", async () => {
    const world = await makeWorld();
    const { admin, owner } = world.people;
    await offer(world);
    const pending = await findTransfer(await asWorkspace(world));
    await changeMember(await asWorkspace(world), admin.id, { role: "owner" });
    const second = await asWorkspace(world, "admin");
    await changeMember(second, owner.id, { role: "admin" });
    expect(await outcome(acceptTransfer(await asWorkspace(world, "editor"), pending?.id ?? ""))).toBe("not_found");
    expect(await standing(world, world.people.editor.id)).toEqual({ role: "editor", ends: false });
    await changeMember(second, owner.id, { role: "owner" });
    expect(await findTransfer(second)).toBeUndefined();
    expect(await cancelled(world)).toBe(1);
  });

  it("is not ended by an admin through its invitation, and is told where an owner does so", async () => {
    const world = await makeWorld();
    const email = "client@example.test";
    await offer(world, { email });
    const admin = await asWorkspace(world, "admin");
    const [invitation] = await listInvitations(admin);
    expect(await outcome(createInvitation(admin, { email, role: "viewer" }))).toBe("forbidden");
    expect(await outcome(revokeInvitation(admin, invitation?.id ?? ""))).toBe("forbidden");
    expect(await findTransfer(admin)).toBeDefined();
    await revokeInvitation(await asWorkspace(world), invitation?.id ?? "");
    expect(await cancelled(world)).toBe(1);
  });

  it("to a member who was taken out meanwhile comes to nothing", async () => {
    const world = await makeWorld();
    await offer(world);
    const pending = await findTransfer(await asWorkspace(world));
    const heir = await asWorkspace(world, "editor");
    await removeMember(await asWorkspace(world), world.people.editor.id);
    expect(await outcome(acceptTransfer(heir, pending?.id ?? ""))).toBe("not_found");
    expect(await standing(world, world.people.owner.id)).toEqual({ role: "owner", ends: false });
  });

  it("leaves the former owner no longer than their access was to last", async () => {
    const world = await makeWorld();
    const { owner, admin } = world.people;
    await changeMember(await asWorkspace(world), admin.id, { role: "owner" });
    await offer(world, { keepUntil: null });
    await changeMember(await asWorkspace(world, "admin"), owner.id, { endsAt: soon() });
    const pending = await findTransfer(await asWorkspace(world));
    await acceptTransfer(await asWorkspace(world, "editor"), pending?.id ?? "");
    expect(await standing(world, owner.id)).toEqual({ role: "admin", ends: true });
  });
});
