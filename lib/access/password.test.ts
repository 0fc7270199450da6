import { describe, expect, it } from "vitest";
import { COMMON_PASSWORDS } from "./common-passwords.ts";
import { hashPassword, passwordFault, verifyPassword } from "./password.ts";

const EMAIL = "amelie.durand@example.test";

describe("passwords", () => {
  it("asks for eight characters, allows long ones and sets no composition rules", () => {
    expect(passwordFault("short", EMAIL)?.en).toContain("8");
    expect(passwordFault("1234567", EMAIL)).toBeDefined();
    expect(passwordFault("tangerine balcony", EMAIL)).toBeUndefined();
    expect(passwordFault(`${"é".repeat(3)}tangerine`, EMAIL)).toBeUndefined();
    expect(passwordFault(`${"abcdefgh ".repeat(14)}xx`, EMAIL)).toBeUndefined();
    expect(passwordFault("abc".repeat(100), EMAIL)?.fr).toContain("256");
  });

  it("refuses what attackers try first, whatever the case", () => {
    expect(COMMON_PASSWORDS.size).toBe(3000);
    for (const password of ["password", "Password1", "QWERTYUIOP", "aaaaaaaa", "abababababab", EMAIL, "amelie.durand"])
      expect(passwordFault(password, EMAIL), password).toBeDefined();
  });

  it("hashes with argon2id at 19 MiB and two passes", async () => {
    const hashed = await hashPassword("tangerine balcony");
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(hashed, "tangerine balcony")).toBe(true);
    expect(await verifyPassword(hashed, "tangerine balcony ")).toBe(false);
  });

  it("takes both Unicode spellings of one text", async () => {
    expect(await verifyPassword(await hashPassword("caf\u00e9" + " noir"), "cafe\u0301 noir")).toBe(true);
  });

  it("does the same work for an unknown person and says no", async () => {
    expect(await verifyPassword(undefined, "tangerine balcony")).toBe(false);
  });

  it("queues what it cannot run at once and refuses an endless queue", async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 80 }, () => verifyPassword(undefined, "x")));
    const refused = attempts.filter((attempt) => attempt.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(attempts.filter((attempt) => attempt.status === "fulfilled").length).toBeGreaterThanOrEqual(64);
  });
});
