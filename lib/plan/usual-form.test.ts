import { fullFormats } from "ajv-formats/dist/formats.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUsualInstant, isUsualUri } from "./usual-form.ts";

type Check = (text: string) => boolean;
const full = {
  instant: (fullFormats["date-time"] as { validate: Check }).validate,
  uri: fullFormats.uri as Check,
};

const digits = (count: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: count, maxLength: count });
const instant = fc
  .tuple(
    digits(4),
    digits(2),
    digits(2),
    digits(2),
    digits(2),
    digits(2),
    fc.constantFrom("", ".1", ".254", ".123456789", "."),
    fc.constantFrom("Z", "z", "+01:00", ""),
  )
  .map(
    ([year, month, day, hour, minute, second, fraction, zone]) =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`,
  );
const uri = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string({ unit: fc.constantFrom(..."https:/?.~=&+-%@[]#_ é1"), maxLength: 30 }).map((rest) => `http://${rest}`),
);

describe("usual forms", () => {
  it("are accepted by ajv-formats as well", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          instant,
          fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        ),
        (text) => !isUsualInstant(text) || full.instant(text),
      ),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(uri, (text) => !isUsualUri(text) || full.uri(text)),
      { numRuns: 3_000 },
    );
  });

  it("cover what clients send", () => {
    expect(
      ["2026-11-21T17:50:02.254Z", "2026-11-21T17:50:02Z", "1999-12-31T23:59:59.999999999Z"].map(isUsualInstant),
    ).toEqual([true, true, true]);
    expect(
      ["2026-02-29T00:00:00Z", "2026-11-21 17:50:02Z", "2026-11-21T17:50:60Z", "", "2026-11-21T17:50:02.Z"].map(
        isUsualInstant,
      ),
    ).toEqual([false, false, false, false, false]);
    expect(["https://shop.example.com/a/b?utm_source=x&c=1", "http://localhost:3000"].map(isUsualUri)).toEqual([
      true,
      true,
    ]);
  });
});
