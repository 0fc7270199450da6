/** Looks of up to six series: the hue, and a dash that says the same without colour. */
export const SERIES_STYLE = [
  { colour: "text-accent-7", dash: undefined },
  { colour: "text-violating-7", dash: "6 3" },
  { colour: "text-unplanned-7", dash: "2 3" },
  { colour: "text-malformed-7", dash: "8 3 2 3" },
  { colour: "text-conformant-7", dash: "4 2" },
  { colour: "text-repaired-7", dash: "1 2" },
] as const;

/** The look of the nth series; they repeat after six. */
export function seriesStyle(index: number): { readonly colour: string; readonly dash: string | undefined } {
  return SERIES_STYLE[index % SERIES_STYLE.length] ?? SERIES_STYLE[0];
}
