import { expect, test } from "vitest";
import config from "../../../../../../next.config.ts";
import { MOST_MEGABYTES } from "./import-answer.ts";

test("what the page says an import may carry, with its frame, is what the server takes", () => {
  const limit = /^(\d+)mb$/.exec(String(config.experimental?.serverActions?.bodySizeLimit));
  expect(Number(limit?.[1])).toBeGreaterThan(MOST_MEGABYTES);
});
