import { expect, it } from "vitest";
import { repositoryAddress, sameRepository } from "./repository.ts";

it.each([
  ["https://github.com/acme/shop", "https://github.com/acme/shop"],
  ["https://GitHub.com/acme/Shop.git/", "https://github.com/acme/Shop"],
  ["git@github.com:acme/shop.git", "https://github.com/acme/shop"],
  ["ssh://git@git.acme.example:2222/team/shop.git", "https://git.acme.example/team/shop"],
  ["git+ssh://git@github.com/acme/shop.git", "https://github.com/acme/shop"],
  ["https://x-access-token:secret@github.com/acme/shop.git?a=1#b", "https://github.com/acme/shop"],
  ["http://git.internal:8080/acme/shop", "http://git.internal:8080/acme/shop"],
  ["javascript:alert(1)", undefined],
  ["file:///etc/passwd", undefined],
  ["https://github.com", undefined],
  ["https://github.com//", undefined],
  ["acme/shop", undefined],
  ["https://github.com/acme shop", undefined],
  [`https://github.com/${"a".repeat(400)}`, undefined],
  ["", undefined],
])("%s is %s", (written, address) => {
  expect(repositoryAddress(written)).toBe(address);
});

it("knows one repository by any of its addresses", () => {
  expect(sameRepository("git@github.com:Acme/shop.git", "https://github.com/acme/shop")).toBe(true);
  expect(sameRepository("https://github.com/acme/shop", "https://github.com/acme/shop-two")).toBe(false);
  expect(sameRepository("no address", "no address")).toBe(false);
});
