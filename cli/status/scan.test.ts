import { expect, it } from "vitest";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { scanCode } from "./scan.ts";
import { posixPath } from "./source-files.ts";
import { trippingApp } from "./testing/tripping-app.ts";

/** Once each style; by name the size that the promise is made for. */
const FILES = process.env.TEST_LONG === undefined ? 31 : 403;

it("finds every use in an application written to trip scanners, and nothing else", async () => {
  const { root, published, truth, files } = await trippingApp(posixPath(temporaryFolder("tripping")), FILES);
  const scan = await scanCode({ published, root, folders: [root], ignored: [] });
  expect(scan.sites.map(({ path, line, event }) => `${path}:${line} ${event}`).sort()).toEqual(truth);
  expect(scan.open.map(({ path, reason }) => `${path} ${reason}`)).toEqual(
    expect.arrayContaining([expect.stringMatching(/dynamic\d+\.ts name$/)]),
  );
  expect(scan.files.get("typescript")).toBe(files - 1);
  expect(scan.vendorCalls).toEqual([]);
}, 60_000);
