// @vitest-environment happy-dom

import { expect, it } from "vitest";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { FileList } from "./file-list.tsx";

const mounted = useMounted({ areas: ["shell", "code"] });
const PATHS = ["README.md", "events/orderCompleted.ts", "events/a b.ts", "specs/orderCompleted.ts"];
const paths = () => mounted.all("nav a").map((one) => one.textContent);

it("finds files by parts of their paths, and marks the one that is shown", async () => {
  await mounted.show(<FileList paths={PATHS} current="README.md" href="/code?at=2" />);
  expect(paths()).toEqual(PATHS);
  expect(mounted.all('[aria-current="page"]').map((one) => one.textContent)).toEqual(["README.md"]);
  await mounted.type(mounted.the<HTMLInputElement>("input"), "ORDER events");
  expect(paths()).toEqual(["events/orderCompleted.ts"]);
  expect(mounted.text).toContain("1 file of 4");
  await mounted.type(mounted.the<HTMLInputElement>("input"), "a b");
  expect(mounted.the("nav a").getAttribute("href")).toBe("/code?at=2&file=events%2Fa%20b.ts");
  await mounted.type(mounted.the<HTMLInputElement>("input"), "zzz");
  expect(mounted.text).toContain("No file has this in its path.");
});

it("of a large SDK shows the first, and says how many more there are", async () => {
  const many = Array.from({ length: 1_020 }, (_, at) => `events/event${at}.ts`);
  await mounted.show(<FileList paths={many} current="events/event0.ts" href="/code?at=2" />);
  expect(paths()).toHaveLength(200);
  expect(mounted.text).toContain("820 more files");
});
