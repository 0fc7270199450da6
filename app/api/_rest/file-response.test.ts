import { expect, it } from "vitest";
import { disposition } from "./file-response.ts";

it("names downloads safely whatever the name", () => {
  const header = disposition('a"b\r\nSet-Cookie: x=1/../é.csv');
  expect(header).not.toMatch(/[\r\n]/);
  expect(header).toMatch(/^attachment; filename="[\w.() -]+"; filename\*=UTF-8''[\w.%~!-]+$/);
});
