// @vitest-environment happy-dom

import { expect, it, vi } from "vitest";
import { clipboardText } from "./clipboard-text.ts";
import { readTsv } from "./tsv.ts";

function pasted(plain: string, html: string): string[][] {
  const data: Readonly<Record<string, string>> = { "text/plain": plain, "text/html": html };
  return readTsv(clipboardText({ getData: (type) => data[type] ?? "" }));
}

const SHEETS = (rows: string) =>
  `<meta charset="utf-8"><google-sheets-html-origin><style type="text/css"><!--td {border: 1px}--></style><table xmlns="http://www.w3.org/1999/xhtml" border="1"><colgroup><col width="100"/></colgroup><tbody>${rows}</tbody></table>`;

it("keeps quotes that a spreadsheet left as they stand in its plain text", () => {
  const html = SHEETS("<tr><td>&quot;Buy&quot;</td><td>12&quot; disc</td></tr><tr><td>A &amp; B</td><td></td></tr>");
  expect(pasted('"Buy"\t12" disc\nA & B\t', html)).toEqual([
    ['"Buy"', '12" disc'],
    ["A & B", ""],
  ]);
});

it("keeps the breaks of a cell that its plain text does not quote", () => {
  const html = "<html><body><table><tr><td>One<br>\n    two</td><td>x</td></tr></table></body></html>";
  expect(pasted("One\ntwo\tx", html)).toEqual([["One\ntwo", "x"]]);
});

it("takes what is quoted, and spaces, from the plain text", () => {
  const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body link="blue"><table>
<!--StartFragment--> <col width=64> <tr height=20> <td>When  it is
  paid</td> <td>He said<br> &quot;yes&quot;</td> </tr><!--EndFragment--></table></body></html>`;
  expect(pasted('When  it is paid\t"He said\n""yes"""\r\n', html)).toEqual([["When  it is paid", 'He said\n"yes"']]);
});

const NUMBERS = (
  rows: string,
) => `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd"><html><head>
<meta name="Generator" content="Cocoa HTML Writer"><title></title><style type="text/css">p.p1 {margin: 0.0px}</style></head>
<body>
<table cellspacing="0" cellpadding="0" class="t1">
  <tbody>
${rows}
  </tbody>
</table>
</body></html>`;

it("reads the paragraphs of which Numbers makes every cell, empty ones as empty lines and empty cells", () => {
  const cell = (...paragraphs: readonly string[]) =>
    `      <td valign="top" class="td1">\n${paragraphs.map((text) => `        <p class="p1">${text}</p>`).join("\n")}\n      </td>`;
  const html = NUMBERS(
    `    <tr>\n${cell("Order&nbsp;Completed")}\n${cell("Paid", "<br>", '<span class="s1">&ldquo;in full&rdquo;</span>')}\n    </tr>
    <tr>\n${cell('<span class="s1"></span><br>')}\n${cell("12&quot;")}\n    </tr>`,
  );
  const cells = [
    ["Order Completed", "Paid\n\n“in full”"],
    ["", '12"'],
  ];
  expect(pasted('Order\u00a0Completed\tPaid\n\n“in full”\n\t12"', html)).toEqual(cells);
  expect(pasted('Order Completed\t"Paid\n\n“in full”"\n\t12"\n', html)).toEqual(cells);
});

it("takes a cell that Google Sheets gives alone, without a table, as it stands", () => {
  const alone = (text: string) =>
    `<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--br {mso-data-placement:same-cell;}--></style><span style="font-size:10pt;" data-sheets-root="1">${text}</span>`;
  expect(pasted('"Buy"', alone("&quot;Buy&quot;"))).toEqual([['"Buy"']]);
  expect(pasted('"One\nTwo  words"', alone("One<br/>Two  words"))).toEqual([["One\nTwo  words"]]);
  expect(pasted("One\nTwo", alone("One <br/>Two"))).toEqual([["One\nTwo"]]);
  expect(pasted("Our events", `<p>Our</p>${alone("events")}`)).toEqual([["Our events"]]);
});

it("leaves empty what merged cells cover", () => {
  const html =
    "<table><tr><td colspan=2 rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr></table>";
  const cells = [
    ["a", "", "b"],
    ["", "", "c"],
    ["d", "e", "f"],
  ];
  expect(pasted("a\t\tb\n\t\tc\nd\te\tf\n", html)).toEqual(cells);
  expect(pasted("a b c d e f", html)).toEqual(cells);
});

it.each([
  ["words beside a table", "<p>Our events</p><table><tr><td>a</td></tr></table>"],
  ["two tables", "<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>"],
  ["no table", "<b>Our</b> events"],
  ["a table without cells", "<table></table>"],
  ["nothing", ""],
])("stays with the plain text of %s", (_what, html) => {
  expect(pasted("Our events\ta", html)).toEqual([["Our events", "a"]]);
});

it("leaves out how the cells look, which the policy of the page refuses, and nothing of what they say", () => {
  const parse = vi.spyOn(DOMParser.prototype, "parseFromString");
  const html = `<style>td { color: red }</style><table><tr style='height:15.0pt'><td class=xl65 style="width:48pt">a style='b'</td></tr></table>`;
  expect(pasted("a style='b'", html)).toEqual([["a style='b'"]]);
  expect(parse.mock.calls[0]?.[0]).toBe("<table><tr><td class=xl65>a style='b'</td></tr></table>");
  parse.mockRestore();
});
