import { afterEach, expect, it } from "vitest";
import { log, logForReader } from "./log.ts";
import { clearProcessState } from "./process-state.ts";

afterEach(() => clearProcessState("log"));

it("leaves a terminal to the sentences, but for warnings and errors; elsewhere every line is there", () => {
  const levels = ["info", "warn", "error"] as const;
  const logged = () => levels.filter((level) => log().isLevelEnabled(level));
  expect(logged()).toEqual(levels);
  logForReader(true);
  expect(logged()).toEqual(["warn", "error"]);
  logForReader(false);
  expect(logged()).toEqual(levels);
});
