import { expect, it } from "vitest";
import { asProject, makeWorld, outcome } from "../../../../../../lib/access/testing.ts";
import { SECTIONS } from "../../../../../../lib/document/section.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { commitEdits } from "../../../../../../lib/plan/store-commit.ts";
import { publishPlan } from "../../../../../../lib/plan/store-publish.ts";
import { usePlanDb } from "../../../../../../lib/store/testing.ts";
import { exportOf, planOfVersion } from "../../../../../_hand-over/export-of.ts";
import { addressQuery, readAddress } from "./address.ts";

usePlanDb();

function readBack(query: string) {
  const asked = new URLSearchParams(query);
  const names = [...new Set(asked.keys())];
  return readAddress(Object.fromEntries(names.map((name) => [name, asked.getAll(name)])), "en");
}

it("reads back what it wrote, and takes what nobody can mean for what is usual", () => {
  const usual = readAddress({}, "fr");
  expect(usual).toEqual({ version: undefined, branch: "main", language: "fr", sections: SECTIONS, since: undefined });
  const chosen = { ...usual, version: 3, since: 0, sections: ["events", "changes"] as const, branch: "a&b" };
  for (const address of [usual, chosen]) expect(readBack(addressQuery(address))).toEqual(address);
  expect(readAddress({ version: "-1", since: "1e9", language: "de", section: "secrets" }, "fr")).toEqual(usual);
  expect(readAddress({ version: ["0", "2"], since: "99999999999" }, "fr")).toEqual(usual);
});

it("lists the changes of a version since the one before it, and finds nothing under a name no store takes", async () => {
  const project = await asProject(await makeWorld());
  for (const text of ["one", "two"]) {
    const edits = [{ command: "updatePlan", changes: { description: { en: text } } }];
    await commitEdits(project, "main", { expectedRevision: (await loadPlan(project)).revision, edits });
    await publishPlan(project, { notes: "" });
  }
  const exported = async (query: string) => {
    const { version, branch, since } = readBack(query);
    const before = since === undefined ? undefined : await planOfVersion(project, since);
    return exportOf(project, { version, branch, before }, "en");
  };
  const before = async (query: string) => (await exported(query)).options.before?.description.en;
  expect(await before("version=2")).toBe("one");
  expect(await before("version=2&since=0")).toBeUndefined();
  expect(await before("version=1")).toBeUndefined();
  expect(await before("branch=main")).toBe("two");
  expect(await before("branch=main&since=1")).toBe("one");
  expect(await outcome(exported("branch=a%00b"))).toBe("not_found");
});
