import { expect, it } from "vitest";
import { printable } from "./printable.ts";

it("shows what a page cannot hold as a sign, and leaves the rest alone", () => {
  expect(printable("A\0B\t\u007f\u0085")).toBe("A␀B␉␡\ufffd");
  expect(printable("x\ud800 \udc00y")).toBe("x\ufffd \ufffdy");
  expect(printable("Événement 🧵 « à » l’été")).toBe("Événement 🧵 « à » l’été");
});
