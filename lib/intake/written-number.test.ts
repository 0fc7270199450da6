import { expect, it } from "vitest";
import { readDecimal } from "./written-number.ts";

it.each<[text: string, unsaid: number | "ambiguous" | undefined, comma: number | undefined, point: number | undefined]>(
  [
    ["19,90", 19.9, 19.9, undefined],
    ["19.90", 19.9, undefined, 19.9],
    ["1,234", "ambiguous", 1.234, 1234],
    ["1.234", "ambiguous", 1234, 1.234],
    ["-12.345", "ambiguous", -12345, -12.345],
    ["0,125", 0.125, 0.125, 125],
    ["12345,678", 12345.678, 12345.678, undefined],
    ["1.234,56", 1234.56, 1234.56, undefined],
    ["1,234.56", 1234.56, undefined, 1234.56],
    ["1,234,567", 1_234_567, undefined, 1_234_567],
    ["1 234,50", 1234.5, 1234.5, undefined],
    ["1\u202f234", 1234, 1234, 1234],
    ["1'234.50", 1234.5, undefined, 1234.5],
    ["12", 12, 12, 12],
    [",5", 0.5, 0.5, undefined],
    ["1e3", 1000, 1000, 1000],
    ["1,23,4", undefined, undefined, undefined],
    ["19,90 €", undefined, undefined, undefined],
    ["", undefined, undefined, undefined],
  ],
)("reads %j", (text, unsaid, comma, point) => {
  expect([readDecimal(text, undefined), readDecimal(text, ","), readDecimal(text, ".")]).toEqual([
    ...[unsaid, comma, point],
  ]);
});
