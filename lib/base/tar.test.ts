import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tgz } from "./tar.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

it("makes archives that tar unpacks, byte for byte, long paths included", () => {
  const folder = temporaryFolder("tar");
  const files = new Map([
    ["index.ts", "export {};\n"],
    ["events/commande-passée.ts", "é".repeat(300)],
    [`deep/${"folder-with-a-long-name/".repeat(5)}file.ts`, "x"],
    [`events/${"注文が完了しました".repeat(4)}.d.cts`, "of a name that a header has no room for"],
    ["empty.ts", ""],
  ]);
  writeFileSync(join(folder, "a.tgz"), tgz(files, "package"));
  execFileSync("tar", ["xzf", "a.tgz"], { cwd: folder });
  for (const [path, text] of files) expect(readFileSync(join(folder, "package", path), "utf8")).toBe(text);
  expect(Buffer.compare(Buffer.from(tgz(files, "package")), Buffer.from(tgz(files, "package")))).toBe(0);
});

it("refuses paths that lead out of the folder", () => {
  for (const path of ["/etc/passwd", "../x", "a/../../x"]) expect(() => tgz(new Map([[path, ""]]), "p")).toThrow();
});
