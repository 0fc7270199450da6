/** Texts of each string format, in several forms: another pattern, length or format may refuse one of them. */

import type { StringFormat } from "./plan.ts";

const TEXTS: { readonly [F in StringFormat]: readonly string[] } = {
  "date-time": ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z", "2026-01-31T13:00:00+01:00"],
  date: ["2026-01-31", "1999-12-31"],
  time: ["12:00:00Z", "12:00:00.500Z", "13:00:00+01:00"],
  duration: ["PT1H", "P1D", "P3W"],
  email: ["person@example.com", "a@b.co", "first.last+tag@mail.example.org"],
  uri: [
    "https://example.com/",
    "https://example.com/path?query=1#part",
    "mailto:person@example.com",
    "urn:isbn:0451450523",
  ],
  uuid: ["3f2504e0-4f89-41d3-9a0c-0305e82c3301", "3F2504E0-4F89-41D3-9A0C-0305E82C3301"],
  hostname: ["example.com", "localhost", "a.b.example.org"],
  ipv4: ["192.0.2.1", "10.0.0.1"],
  ipv6: ["2001:db8::1", "::1"],
};

/** How a text of the format grows to a length, where it can. */
const GROWN: { readonly [F in StringFormat]?: (length: number) => string } = {
  email: (length) => `${"a".repeat(Math.max(1, length - 5))}@b.co`,
  uri: (length) => `https://b.co/${"a".repeat(Math.max(0, length - 13))}`,
  hostname: (length) => `${"a".repeat(Math.min(60, Math.max(1, length - 3)))}.co`,
};

export function formatTexts(format: StringFormat, lengths: readonly number[]): readonly string[] {
  const grow = GROWN[format];
  return grow === undefined ? TEXTS[format] : [...TEXTS[format], ...lengths.map(grow)];
}
