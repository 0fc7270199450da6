import { expect, it } from "vitest";
import { branchesQuery, isFiltered, readBranchesAddress } from "./branches-address.ts";

it("reads what it wrote, and bounds whatever else an address says", () => {
  const address = { search: "panier & co", state: "approved", sort: "name", page: 3 } as const;
  const query = Object.fromEntries(new URLSearchParams(branchesQuery(address)));
  expect(readBranchesAddress(query)).toEqual(address);
  const usual = { search: "", state: "going", sort: "changed", page: 1 };
  expect(readBranchesAddress({ state: "?", sort: ["x"], page: "-1" })).toEqual(usual);
  expect(branchesQuery(readBranchesAddress({}))).toBe("");
  expect([isFiltered(readBranchesAddress({})), isFiltered(address)]).toEqual([false, true]);
});
