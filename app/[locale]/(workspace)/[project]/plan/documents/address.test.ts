import { expect, it } from "vitest";
import { SECTIONS } from "../../../../../../lib/document/section.ts";
import { addressQuery, readAddress } from "./address.ts";

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
