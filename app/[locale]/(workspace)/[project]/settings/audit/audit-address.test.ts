import { expect, it } from "vitest";
import { auditAddress, auditQuery, dayRange } from "./audit-address.ts";

it("keeps what makes sense of an address and nothing else", () => {
  const address = auditAddress({
    search: " key ",
    from: "2026-02-30x",
    to: "2026-03-29",
    before: "12;drop",
    area: ["a", "b"],
  });
  expect(address).toEqual({ search: "key", area: "", from: "", to: "2026-03-29", before: "" });
  expect(auditQuery(address)).toBe("?search=key&to=2026-03-29");
  expect(auditQuery({})).toBe("");
  expect(auditAddress({ from: "0001-01-01", to: "1969-12-31" })).toMatchObject({ from: "", to: "" });
  expect(auditAddress({ to: "9999-12-31" })).toMatchObject({ to: "" });
});

it("takes whole days of the project's zone, clock changes included", () => {
  const address = { ...auditAddress({}), from: "2026-03-29", to: "2026-03-29" };
  const { from, to } = dayRange(address, "Europe/Paris");
  expect(from?.toISOString()).toBe("2026-03-28T23:00:00.000Z");
  expect(to?.toISOString()).toBe("2026-03-29T21:59:59.999Z");
  expect(dayRange(auditAddress({}), "UTC")).toEqual({});
});
