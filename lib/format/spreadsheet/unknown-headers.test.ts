import { describe, expect, it } from "vitest";
import { readPlan } from "../detect.ts";
import type { InputFile, ReadSuccess } from "../format.ts";
import { readCsv } from "./csv.ts";
import type { SpreadsheetMapping } from "./mapping.ts";
import { previewSpreadsheet, readSpreadsheet } from "./read.ts";
import type { Sheet } from "./table.ts";

function textFile(content: string): InputFile {
  return { name: "pasted.txt", content };
}

async function read(file: InputFile, mapping?: SpreadsheetMapping): Promise<ReadSuccess> {
  const result = await readPlan([file], mapping === undefined ? {} : { mapping });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result;
}

async function refusalOf(file: InputFile) {
  const result = await readPlan([file]);
  return result.ok ? [] : result.errors.map(({ code, line, sheet, message }) => ({ code, line, sheet, message }));
}

const PASTED = `Plan de tracking de la boutique

Interaction\tRéglages\tQuand ?
Commande passée\tmontant, devise\tPaiement accepté
Panier vidé\t\tClic sur Vider
`;

describe("a sheet whose headers are not known", () => {
  it("is offered with its likeliest row of headers, title and blank lines above passed over", async () => {
    const { sheets } = await previewSpreadsheet([textFile(PASTED)], readCsv);
    expect(sheets).toMatchObject([
      {
        headerLine: 3,
        headers: ["Interaction", "Réglages", "Quand ?"],
        mapping: { columns: { Interaction: "ignore", Réglages: "ignore", "Quand ?": "trigger" } },
        rowCount: 2,
      },
    ]);
    expect(sheets[0]?.sample[0]).toEqual(["Commande passée", "montant, devise", "Paiement accepté"]);
  });

  it("is a plan once it is said what the columns mean", async () => {
    const mapping = {
      columns: { Interaction: "event", Réglages: "propertyList", "Quand ?": "trigger.fr" },
    } satisfies SpreadsheetMapping;
    const { plan } = await read(textFile(PASTED), mapping);
    expect(plan.events).toMatchObject([
      { name: "Commande passée", trigger: { fr: "Paiement accepté" } },
      { name: "Panier vidé", trigger: { fr: "Clic sur Vider" } },
    ]);
    expect(plan.events[0]?.properties.map(({ name }) => name)).toEqual(["montant", "devise"]);
  });

  it("stays offered whatever is said of its columns", async () => {
    for (const columns of [
      { Interaction: "ignore", Réglages: "ignore", "Quand ?": "ignore" },
      { Interaction: "description", Réglages: "ignore", "Quand ?": "ignore" },
      { Interaction: "event", Réglages: "ignore", "Quand ?": "ignore" },
    ] satisfies SpreadsheetMapping["columns"][]) {
      const { sheets } = await previewSpreadsheet([textFile(PASTED)], readCsv, { columns });
      expect(sheets).toMatchObject([{ headerLine: 3, mapping: { columns } }]);
    }
  });

  it("is told with its line and its columns when nobody says what they mean", async () => {
    expect(await refusalOf(textFile("A;B;C\n1;2;3\n"))).toEqual([
      {
        code: "unknown_headers",
        line: 1,
        sheet: undefined,
        message: {
          en: "None of these columns is known to hold the events or the properties: “A”, “B”, “C”.",
          fr: "Aucune de ces colonnes n’est reconnue comme celle des événements ou des propriétés\u00a0: «\u00a0A\u00a0», «\u00a0B\u00a0», «\u00a0C\u00a0».",
        },
      },
    ]);
  });

  it.each([
    ["Suivi du site\nAction,Détail\nVisite,page\nAchat,panier\n", 2, ["Action", "Détail"]],
    [
      "Suivi, version 2\nAction;Détail;Écran\nVisite;page;accueil\nAchat;panier;panier\n",
      2,
      ["Action", "Détail", "Écran"],
    ],
    ["Action|Détail\nVisite|a, b\nAchat|c\n", 1, ["Action", "Détail"]],
  ])("is cut by the delimiter that cuts most of its rows: %j", async (text, headerLine, headers) => {
    const { sheets } = await previewSpreadsheet([textFile(text)], readCsv);
    expect(sheets).toMatchObject([{ headerLine, headers }]);
  });

  it("has its headers where a person says they are", async () => {
    const text =
      "Interaction;Réglages;Quand ?;Notes\nvoir l’onglet 2;;;x\nNom;Détail;Quand ?\nVisite;page;À l’arrivée\n";
    const { sheets } = await previewSpreadsheet([textFile(text)], readCsv);
    expect(sheets[0]).toMatchObject({ headerLine: 1, headers: ["Interaction", "Réglages", "Quand ?", "Notes"] });
    const rows = sheets[0]?.headerRows ?? [];
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 3]);
    const chosen = rows[2]?.mapping.columns ?? {};
    for (const columns of [chosen, { ...chosen, Nom: "ignore" }, { ...chosen, Nom: "event" }] as const) {
      const preview = await previewSpreadsheet([textFile(text)], readCsv, { columns });
      expect(preview.sheets[0]).toMatchObject({ headerLine: 3, mapping: { columns }, rowCount: 1 });
    }
    const { plan } = await read(textFile(text), { columns: { ...chosen, Nom: "event", Détail: "propertyList" } });
    expect(plan.events.map(({ name }) => name)).toEqual(["Visite"]);
  });

  it("may have other headers than those that are known", async () => {
    const text = "Event;Property\nVisit;page\nNom;Réglage\nAchat;panier\n";
    const { sheets } = await previewSpreadsheet([textFile(text)], readCsv);
    expect(sheets[0]?.headerLine).toBe(1);
    const mapping: SpreadsheetMapping = { columns: { Nom: "event", Réglage: "propertyList" } };
    const { plan } = await read(textFile(text), mapping);
    expect(plan.events.map(({ name }) => name)).toEqual(["Achat"]);
  });

  it("may say anything in a header", async () => {
    const file = textFile("__proto__;constructor\nVisite;page\n");
    const { sheets } = await previewSpreadsheet([file], readCsv);
    expect(sheets[0]?.headers).toEqual(["__proto__", "constructor"]);
    const { plan } = await read(file, { columns: { constructor: "event" } as SpreadsheetMapping["columns"] });
    expect(plan.events.map(({ name }) => name)).toEqual(["page"]);
  });
});

describe("what holds no table", () => {
  it.each(["Hello, this is a letter.", "A;B;C\n", "Plan de tracking;;\n\n;;\n", "un;\ndeux;\n"])(
    "is refused, with nothing offered: %j",
    async (text) => {
      expect(await refusalOf(textFile(text))).toMatchObject([{ code: "no_header" }]);
      expect((await previewSpreadsheet([textFile(text)], readCsv)).sheets).toEqual([]);
    },
  );
});

describe("a workbook", () => {
  const NOTES = {
    name: "Équipe",
    rows: [
      ["Qui", "Où"],
      ["Ada", "Paris"],
    ],
    lines: [1, 2],
  };
  const EVENTS = {
    name: "Tracking",
    rows: [
      ["Interaction", "Réglages"],
      ["Visite", "page"],
    ],
    lines: [1, 2],
  };
  const FILES = [{ name: "plan.xlsx", content: "" }];

  const sheetsOffered = async (book: readonly Sheet[], mapping?: SpreadsheetMapping) =>
    (await previewSpreadsheet(FILES, () => ({ ok: true, sheets: book }), mapping)).sheets.map(({ sheet }) => sheet);

  async function readBook(book: readonly Sheet[], mapping?: SpreadsheetMapping) {
    const options = mapping === undefined ? {} : { mapping };
    return readSpreadsheet("xlsx", FILES, () => ({ ok: true, sheets: book }), options);
  }

  it("offers every sheet where none is known, also after one of them was mapped", async () => {
    const book = [NOTES, EVENTS];
    expect(await sheetsOffered(book)).toEqual(["Équipe", "Tracking"]);
    expect(await readBook(book)).toMatchObject({
      ok: false,
      errors: [
        { code: "unknown_headers", sheet: "Équipe" },
        { code: "unknown_headers", sheet: "Tracking" },
      ],
    });
    const mapping: SpreadsheetMapping = {
      columns: { Qui: "ignore", Où: "ignore", Interaction: "event", Réglages: "tags" },
    };
    expect(await sheetsOffered(book, mapping)).toEqual(["Équipe", "Tracking"]);
    expect(await readBook(book, mapping)).toMatchObject({
      ok: true,
      plan: { events: [{ name: "Visite", tags: ["page"] }] },
      loss: [{ construct: "unread_sheet", path: "Équipe!" }],
    });
  });

  it("passes over sheets beside those it knows, which stay offered when their columns are left out", async () => {
    const known = {
      name: "Suivi",
      rows: [
        ["Event", "Property"],
        ["Visit", "page"],
      ],
      lines: [1, 2],
    };
    const book = [NOTES, known];
    expect(await sheetsOffered(book)).toEqual(["Suivi"]);
    expect(await readBook(book)).toMatchObject({ ok: true, loss: [{ construct: "unread_sheet", path: "Équipe!" }] });
    expect(await sheetsOffered(book, { columns: { Event: "ignore", Property: "ignore" } })).toEqual(["Suivi"]);
  });

  it.each(["Plan", "Événements"])("reads events and properties from a sheet that is named %s", async (name) => {
    const rows = [
      ["Interaction", "Réglage"],
      ["Visite", "page"],
      [null, "langue"],
    ];
    const mapping: SpreadsheetMapping = { columns: { Interaction: "event", Réglage: "property" } };
    const result = await readBook([{ name, rows, lines: [1, 2, 3] }], mapping);
    expect(result).toMatchObject({
      ok: true,
      plan: { events: [{ name: "Visite", properties: [{ name: "page" }, { name: "langue" }] }] },
    });
  });
});
