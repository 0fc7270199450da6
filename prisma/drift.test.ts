import { expect, test } from "vitest";
import { testDatabase } from "../lib/store/testing.ts";
import { missingMigration } from "./schema-engine.ts";

test("the migrations make exactly what schema.prisma says (else: npm run migration -- NAME)", async () => {
  const [main, shadow] = await Promise.all([testDatabase("empty"), testDatabase("empty")]);
  expect(await missingMigration(main, shadow)).toBeUndefined();
});
