import { describe, expect, it } from "vitest";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { endOfDay, lastDayOf, listEndedAccess, setAccessEnd } from "./access-end.ts";
import { createToken, findToken, listTokens } from "./api-token.ts";
import { authorizeProject, listVisibleProjects } from "./authorize.ts";
import { acceptInvitationAsNew, createInvitation, findInvitation, revokeInvitation } from "./invitation.ts";
import { changeMemberRole, listMembers, removeMember } from "./membership.ts";
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
    const { token } = await createToken(await asProject(world, "admin"), {
      name: "CI",
      role: "admin",
      scopes: [],
      expiresAt: null,
    });
    await setAccessEnd(await asWorkspace(world), admin.id, soon());
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

    await setAccessEnd(await asWorkspace(world), admin.id, null);
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
    expect(await outcome(setAccessEnd(await as("editor"), viewer.id, soon()))).toBe("forbidden");
    expect(await outcome(setAccessEnd(await as("admin"), owner.id, soon()))).toBe("forbidden");
    expect(await outcome(setAccessEnd(await as("admin"), admin.id, null))).toBe("forbidden");
    expect(await outcome(setAccessEnd(await as("owner"), owner.id, soon()))).toBe("forbidden");
    expect(await outcome(setAccessEnd(await as("owner"), viewer.id, new Date(0)))).toBe("invalid_input");
    expect(await outcome(setAccessEnd(await as("owner"), world.outsider.id, soon()))).toBe("not_found");
    const second = await makePerson("second");
    await addMember(planDb(), world.workspace.id, second.id, "owner", soon());
    // An owner whose access ends is not the one who stays.
    expect(await outcome(changeMemberRole(await as("owner"), owner.id, "viewer"))).toBe("conflict");
    expect(await outcome(removeMember(await as("owner"), owner.id))).toBe("conflict");
  });

  it("a token does no more than the member who made it may do today", async () => {
    const world = await makeWorld();
    const input = { name: "CI", role: "admin" as const, scopes: [], expiresAt: null };
    const { token } = await createToken(await asProject(world, "admin"), input);
    await changeMemberRole(await asWorkspace(world), world.people.admin.id, "editor");
    expect((await findToken(token))?.role).toBe("editor");
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

  it("dies with the ownership of whoever offered it", async () => {
    const world = await makeWorld();
    await offer(world);
    const pending = await findTransfer(await asWorkspace(world));
    await planDb().membership.update({
      where: {
        workspaceId_personId: { workspaceId: world.workspace.id, personId: world.people.owner.id },
      },
      data: { role: "admin" },
    });
    expect(await outcome(acceptTransfer(await asWorkspace(world, "editor"), pending?.id ?? ""))).toBe("not_found");
    expect(await standing(world, world.people.editor.id)).toEqual({ role: "editor", ends: false });
  });
});
