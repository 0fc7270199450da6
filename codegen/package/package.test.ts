/** Packed SDKs, taken apart by the tools that install them. */

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { hasPython, runPython } from "../python/testing/run-python.ts";
import { distributionOf, readDistribution, readWheelName, wheelName } from "../python/wheel-name.ts";
import { TARGETS } from "../targets.ts";
import { npmArchive } from "./npm-archive.ts";
import { sourceZip } from "./source-zip.ts";
import { wheel } from "./wheel.ts";

const published = freezePlan(referencePlan);

describe("the npm package", () => {
  it("lies in a folder called package, as npm unpacks it, the same bytes each time", async () => {
    const folder = temporaryFolder("npm-archive");
    const bytes = await npmArchive(published);
    expect((await npmArchive(published)).equals(bytes)).toBe(true);
    writeFileSync(join(folder, "a.tgz"), bytes);
    expect(spawnSync("tar", ["-xzf", "a.tgz"], { cwd: folder }).status).toBe(0);
    const manifest = JSON.parse(readFileSync(join(folder, "package", "package.json"), "utf8")) as { name: string };
    expect(manifest.name).toBe("reference-tracking");
    const sdk = createRequire(join(folder, "package", "x.cjs"))("./") as Record<string, unknown>;
    expect(sdk.orderCompleted).toBeTypeOf("function");
  });
});

/** Everything that RECORD says is there, and no more; then a call, recorded. */
const CHECK = `
import base64, csv, hashlib, io, sys, zipfile
name, package = sys.argv[1:]
archive = zipfile.ZipFile(name)
record = [path for path in archive.namelist() if path.endswith(".dist-info/RECORD")]
assert len(record) == 1
rows = list(csv.reader(io.StringIO(archive.read(record[0]).decode())))
assert sorted(path for path, _, _ in rows) == sorted(archive.namelist())
for path, digest, size in rows:
    if path == record[0]:
        assert (digest, size) == ("", "")
        continue
    data = archive.read(path)
    wanted = "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    assert (digest, int(size)) == (wanted, len(data)), path
from email.parser import Parser
metadata = Parser().parsestr(archive.read(record[0].replace("RECORD", "METADATA")).decode())
sys.path.insert(0, name)
module = __import__(package)
assert module.__file__.startswith(name) or name in module.__file__
import importlib.metadata
print(metadata["Name"], metadata["Version"], metadata["Requires-Python"], len(metadata.get_payload()) > 100)
print(importlib.metadata.version(metadata["Name"]))
`;

describe("the wheel", () => {
  it.runIf(hasPython)("is what its record says, and is imported as it lies there", async () => {
    for (const plan of [referencePlan, hostilePlan]) {
      const frozen = freezePlan(plan);
      const folder = temporaryFolder("wheel");
      const name = wheelName(plan.slug, frozen.version);
      const bytes = await wheel(frozen);
      expect((await wheel(frozen)).equals(bytes)).toBe(true);
      writeFileSync(join(folder, name), bytes);
      const told = await runPython(folder, ["-c", CHECK, name, `tracker_${plan.slug.replaceAll("-", "_")}`]);
      expect(told.errors).toBe("");
      const version = `${frozen.version}.0.0`;
      expect(told.output).toBe(`tracker-${plan.slug} ${version} >=3.9 True\n${version}\n`);
    }
  });

  it("has a name that pip reads back", () => {
    for (const slug of ["shop", "my-shop-2", "a"]) {
      expect(readWheelName(wheelName(slug, 12))).toEqual({ slug, version: 12 });
      expect(readDistribution(distributionOf(slug))).toBe(slug);
    }
    expect(wheelName("my-shop", 3)).toBe("tracker_my_shop-3.0.0-py3-none-any.whl");
    for (const name of ["shop-3.0.0-py3-none-any.whl", "tracker_shop-3.1.0-py3-none-any.whl", "tracker_shop-0.0.0.whl"])
      expect(readWheelName(name)).toBeUndefined();
  });
});

it("packs the sources of every target, the same bytes each time", async () => {
  for (const target of TARGETS) {
    const bytes = await sourceZip(published, target);
    expect((await sourceZip(published, target)).equals(bytes)).toBe(true);
    expect(bytes.includes(`reference-${target}-${published.version}/README.md`)).toBe(true);
  }
});
