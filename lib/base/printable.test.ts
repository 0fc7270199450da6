import { expect, it } from "vitest";
import { printable, printableLines } from "./printable.ts";

it("shows what a page cannot hold as a sign, and leaves the rest alone", () => {
  expect(printable("A\0B\t\u007f\u0085")).toBe("A␀B␉␡\ufffd");
  expect(printable("x\ud800 \udc00y")).toBe("x\ufffd \ufffdy");
  expect(printable("Événement 🧵 « à » l’été")).toBe("Événement 🧵 « à » l’été");
});

it("shows a terminal no sign that it would obey, and keeps lines and tabs", () => {
  expect(printableLines("a\u001b[2Jb\r\n\tc\u009b31m\u0007")).toBe("a␛[2Jb␍\n\tc\ufffd31m␇");
});
