import { beforeEach, describe, expect, it } from "vitest";
import { usePlanDb } from "../store/testing.ts";
import { listWorkspaceAudit } from "./audit.ts";
import type { AuthorizedWorkspace } from "./authorized.ts";
import { removeMember } from "./membership.ts";
import { addToTeam, createTeam, deleteTeam, listTeams, removeFromTeam, renameTeam } from "./team.ts";
import { asWorkspace, makeWorld, outcome, type TestWorld } from "./testing.ts";

usePlanDb();

let world: TestWorld;
let workspace: AuthorizedWorkspace;

beforeEach(async () => {
  world = await makeWorld();
  workspace = await asWorkspace(world);
});

const names = async () =>
  (await listTeams(workspace)).map(({ slug, name, people }) => [slug, name, people.map((one) => one.name)]);

describe("a team", () => {
  it("has people, a name that changes and a slug that stays", async () => {
    const { slug } = await createTeam(workspace, { name: "  Équipe Panier " });
    expect(slug).toBe("equipe-panier");
    await addToTeam(workspace, slug, world.people.editor.id);
    await addToTeam(workspace, slug, world.people.editor.id);
    await addToTeam(workspace, slug, world.people.viewer.id);
    await renameTeam(workspace, slug, "Checkout");
    expect(await names()).toEqual([["equipe-panier", "Checkout", ["editor", "viewer"]]]);
    await removeFromTeam(workspace, slug, world.people.viewer.id);
    // Whoever leaves the workspace is in none of its teams.
    await removeMember(workspace, world.people.editor.id);
    expect(await names()).toEqual([["equipe-panier", "Checkout", []]]);
    await deleteTeam(workspace, slug);
    expect(await names()).toEqual([]);
    const told = (await listWorkspaceAudit(workspace, { action: "team" })).entries.map(({ action }) => action);
    expect(told).toEqual([
      "team.delete",
      "team.remove_person",
      "team.rename",
      "team.add_person",
      "team.add_person",
      "team.create",
    ]);
  });

  it("keeps the names it had, for the plans that still say them", async () => {
    const { slug } = await createTeam(workspace, { name: "Growth" });
    for (const name of ["Acquisition", "growth", "Marketing", "Acquisition"]) await renameTeam(workspace, slug, name);
    expect(await listTeams(workspace)).toMatchObject([
      { slug: "growth", name: "Acquisition", formerNames: ["Marketing", "growth"] },
    ]);
  });

  it("has a name of its own", async () => {
    await createTeam(workspace, { name: "Data" });
    expect(await outcome(createTeam(workspace, { name: "data" }))).toBe("conflict");
    expect(await outcome(createTeam(workspace, { name: " " }))).toBe("invalid_input");
    const other = await createTeam(workspace, { name: "Web" });
    expect(await outcome(renameTeam(workspace, other.slug, "DATA"))).toBe("conflict");
  });

  it("is made by admins, of members of its workspace", async () => {
    const { slug } = await createTeam(workspace, { name: "Data" });
    expect(await outcome(addToTeam(workspace, slug, world.outsider.id))).toBe("not_found");
    expect(await outcome(removeFromTeam(workspace, slug, world.people.viewer.id))).toBe("not_found");
    const editor = await asWorkspace(world, "editor");
    for (const act of [
      createTeam(editor, { name: "Mine" }),
      deleteTeam(editor, slug),
      addToTeam(editor, slug, world.people.editor.id),
    ])
      expect(await outcome(act)).toBe("forbidden");
    expect(await listTeams(await asWorkspace(world, "viewer"))).toHaveLength(1);
  });
});
