import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const CSS = readFileSync(new URL("../globals.css", import.meta.url), "utf8");
const PAIR = /--color-([a-z]+)-(\d+): light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\);/g;

/** Relative luminance (WCAG 2) of an OKLCH colour, by Ottosson's matrices. Out-of-gamut channels are cut as a screen does. */
function luminance(oklch: string): number {
  const [lightness = 0, chroma = 0, hue = 0] = oklch.split(" ").map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((channel) => Math.min(1, Math.max(0, channel)));
  const [red = 0, green = 0, blue = 0] = channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

interface Token {
  readonly scale: string;
  readonly step: number;
  readonly luminance: number;
}

const THEMES = { light: [] as Token[], dark: [] as Token[] };
for (const [, scale = "", step, light = "", dark = ""] of CSS.matchAll(PAIR)) {
  THEMES.light.push({ scale, step: Number(step), luminance: luminance(light) });
  THEMES.dark.push({ scale, step: Number(step), luminance: luminance(dark) });
}

describe.each(["light", "dark"] as const)("colour tokens, %s", (theme) => {
  const tokens = THEMES[theme];

  it("has ten steps of every scale", () => {
    const scales = new Set(tokens.map((token) => token.scale));
    expect([...scales].sort()).toEqual(
      ["accent", "conformant", "danger", "grey", "malformed", "repaired", "unplanned", "violating"].sort(),
    );
    expect(tokens).toHaveLength(scales.size * 10);
  });

  it("reads at 4.5:1 five steps apart, across scales", () => {
    const weak = tokens.flatMap((ground) =>
      tokens
        .filter((ink) => ink.step >= ground.step + 5 && contrast(ink.luminance, ground.luminance) < 4.5)
        .map((ink) => `${ink.scale}-${ink.step} on ${ground.scale}-${ground.step}`),
    );
    expect(weak).toEqual([]);
  });

  it("shows borders and marks at 3:1 on the page", () => {
    const page = tokens.find((token) => token.scale === "grey" && token.step === 1);
    const faint = tokens.filter((token) => token.step >= 5 && contrast(token.luminance, page?.luminance ?? 0) < 3);
    expect(faint).toEqual([]);
  });
});
