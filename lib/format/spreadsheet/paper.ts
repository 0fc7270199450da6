/** How the sheets of a workbook are printed: lying, as wide as the paper, their header on every page. */

import type { Feature } from "write-excel-file/node";
import {
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings as insertInOrder,
  sanitizeTextContent,
} from "write-excel-file/utility";

/** Numbers of papers in ECMA-376 part 1, 18.3.1.63. */
const A3 = 8;
const A4 = 9;
/** Characters across: on A4 a wider sheet would be too small to read. */
const A4_WIDTH = 200;

interface Sheet {
  readonly sheet?: string;
  readonly columns?: readonly { readonly width?: number }[];
}

function setUp(xml: string, { columns = [] }: Sheet): string {
  const width = columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
  const fitted = xml.replace(
    /<pageSetup\b( paperSize="\d+")?/,
    `<pageSetup paperSize="${width > A4_WIDTH ? A3 : A4}" fitToWidth="1" fitToHeight="0"`,
  );
  return insertInOrder(
    fitted,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    getOrderOfSiblings("xl/worksheets/sheet{id}.xml", "worksheet") ?? [],
    "worksheet",
  );
}

function titles(xml: string, sheets: readonly Sheet[]): string {
  const names = sheets.map(({ sheet = "" }, at) => {
    const rows = sanitizeTextContent(`'${sheet.replaceAll("'", "''")}'!$1:$1`);
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${rows}</definedName>`;
  });
  return insertInOrder(
    xml,
    `<definedNames>${names.join("")}</definedNames>`,
    getOrderOfSiblings("xl/workbook.xml", "workbook") ?? [],
    "workbook",
  );
}

/** Sheets fit the width of the paper, A3 where they are wide, in as many pages as their rows need. */
export const ON_PAPER: Feature<unknown> = {
  files: {
    transform: {
      "xl/worksheets/sheet{id}.xml": { transform: (xml, sheet) => setUp(xml, sheet as Sheet) },
      "xl/workbook.xml": { transform: (xml, sheets) => titles(xml, sheets as readonly Sheet[]) },
    },
  },
};
