import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import writeWorkbook from "write-excel-file/node";
import { hostilePlan } from "../../plan/hostile-plan.ts";
import type { Property } from "../../plan/plan.ts";
import { referencePlan } from "../../plan/reference-plan.ts";
import { readPlan, writePlan } from "../detect.ts";
import type { InputFile, ReadSuccess } from "../format.ts";
import { readCsv } from "./csv.ts";
import { suggestMapping } from "./mapping.ts";
import { previewSpreadsheet } from "./read.ts";

function csv(text: string): InputFile {
  return { name: "plan.csv", content: new TextEncoder().encode(text) };
}

async function read(file: InputFile, options = {}): Promise<ReadSuccess> {
  const result = await readPlan([file], options);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result;
}

async function errorsOf(file: InputFile): Promise<string[]> {
  const result = await readPlan([file]);
  return result.ok
    ? []
    : result.errors.map(({ line, header, code, sheet }) => `${sheet ?? ""}${line} ${header ?? ""} ${code}`);
}

const FRENCH = `\uFEFFPlan de marquage de la boutique;;;;;;
;;;;;;
Événement;Propriété;Type;Obligatoire;Valeurs possibles;Minimum;Description
Commande passée;montant;nombre;Oui;;0,5;Total payé
;devise;texte;Oui;EUR, USD;;
;remise;nombre décimal;Non;;;En %
Panier vidé;;;;;;Le panier est vidé
Commande passée;étapes;liste de textes;non;;;
`;

it("a sheet of more rows than a plan has is refused before its rows are read", async () => {
  const result = await readPlan([csv(`Event;Property\n${"Paid;total\n".repeat(100_000)}`)]);
  expect(result.ok ? [] : result.errors.map(({ code, message }) => [code, message.en])).toEqual([
    ["too_many_rows", "It has 100,001 rows; at most 100,000 are read at once."],
  ]);
});

describe("a French sheet", () => {
  it("is read with title rows, semicolons, a byte-order mark, decimal commas, Oui/Non and blank repeated cells", async () => {
    const { plan, format } = await read(csv(FRENCH));
    expect(format).toBe("csv");
    expect(plan.settings.languages).toEqual(["fr"]);
    expect(plan.events.map(({ name }) => name)).toEqual(["Commande passée", "Panier vidé"]);
    const [order, basket] = plan.events;
    expect(basket?.description).toEqual({ fr: "Le panier est vidé" });
    expect(order?.properties.map(({ name, type, required }) => ({ name, type, required }))).toEqual([
      { name: "montant", type: { kind: "number", minimum: 0.5 }, required: true },
      { name: "devise", type: { kind: "string", enum: ["EUR", "USD"] }, required: true },
      { name: "remise", type: { kind: "number" }, required: false },
      { name: "étapes", type: { kind: "array", items: { kind: "string" } }, required: false },
    ]);
    expect(order?.properties[0]?.description).toEqual({ fr: "Total payé" });
  });

  it("is read from the encoding of French spreadsheet programs as well", async () => {
    const bytes = Uint8Array.from([...FRENCH.slice(1)], (character) => character.codePointAt(0) ?? 0);
    const { plan } = await read({ name: "plan.csv", content: bytes });
    expect(plan.events[0]?.name).toBe("Commande passée");
  });

  it("gives the same plan as its workbook", async () => {
    const rows = FRENCH.slice(1)
      .split("\n")
      .map((line) => line.split(";").map((cell) => (cell === "" ? null : cell)));
    const content = await writeWorkbook(rows as never).toBuffer();
    const fromWorkbook = await read({ name: "plan.xlsx", content });
    expect(fromWorkbook.format).toBe("xlsx");
    expect({ ...fromWorkbook.plan }).toEqual((await read(csv(FRENCH))).plan);
  });
});

describe("columns", () => {
  it.each([
    [
      ["Event", "Property", "Type", "Required"],
      ["event", "property", "type", "required"],
    ],
    [
      ["event", "required", "note"],
      ["event", "requiredList", "description"],
    ],
    [
      ["Nom", "Nom du paramètre", "Description (fr)", "Description EN"],
      ["event", "property", "description.fr", "description.en"],
    ],
    [
      ["Name", "Description", "Notes"],
      ["event", "description", "ignore"],
    ],
    [
      ["Événement", "Propriétés obligatoires", "Déclencheur", "KPI", "Budget"],
      ["event", "requiredList", "trigger", "metrics", "ignore"],
    ],
  ])("%j mean %j", (headers, ids) => {
    const { columns } = suggestMapping(headers);
    expect(headers.map((header) => columns[header])).toEqual(ids);
  });

  it("mean what a mapping says instead", async () => {
    const file = csv("Action;Détail;Remarque\nVisite;page;à relire\n");
    expect((await readPlan([file])).ok).toBe(false);
    const { plan } = await read(file, {
      mapping: { columns: { Action: "event", Détail: "tags", Remarque: "trigger.fr" } },
    });
    expect(plan.events[0]).toMatchObject({ name: "Visite", tags: ["page"], trigger: { fr: "à relire" } });
  });

  it("are shown with sample rows before anything is imported", async () => {
    const { sheets } = await previewSpreadsheet([csv(FRENCH)], readCsv);
    expect(sheets).toMatchObject([
      { headerLine: 3, rowCount: 5, mapping: { columns: { Événement: "event", Obligatoire: "required" } } },
    ]);
    expect(sheets[0]?.sample[0]?.[0]).toBe("Commande passée");
  });
});

describe("rows", () => {
  it("nest properties by dots and brackets, where an object or list is", async () => {
    const { plan } = await read(
      csv(
        "event,property,type\nA,address,object\nA,address.city,string\nA,lines[].sku,string\nA,user.name,string\nA,a\\.b,string\n",
      ),
    );
    const shape = (properties: readonly Property[]): unknown[] =>
      properties.map(({ name, type }) =>
        type.kind === "object"
          ? [name, shape(type.properties)]
          : type.kind === "array" && type.items.kind === "object"
            ? [`${name}[]`, shape(type.items.properties)]
            : name,
      );
    expect(shape(plan.events[0]?.properties ?? [])).toEqual([
      ["address", ["city"]],
      ["lines[]", ["sku"]],
      "user.name",
      "a.b",
    ]);
  });

  it.each([
    ["event,property,type\nA,a,colour\n", ["2 type invalid"]],
    ["event,property,required,min\nA,a,perhaps,x\n", ["2 min invalid", "2 required invalid"]],
    ["event,property\n,a\n", ["2  missing"]],
    ["event,property\nA,a\nA,a\n", ["3  duplicate_name"]],
    ['event,property,more (json)\nA,a,"{oops"\n', ["2 more (json) syntax"]],
    ["event,property,type,min length\nA,a,number,3\n", ["2  unknown_key"]],
    ['event,property\n"A,a\n', ["2  syntax"]],
    ["a,b\n1,2\n", ["1  unknown_headers"]],
    ["a,b\n", ["undefined  no_header"]],
  ])("%j is refused with line and column", async (text, errors) => {
    expect((await errorsOf(csv(text))).sort()).toEqual(errors);
  });

  it("that cannot be read may be left out, and are told", async () => {
    const file = csv("event,property,type\nA,a,colour\nA,b,string\n");
    const { plan, findings } = await read(file, { skipBadRows: true });
    expect(plan.events[0]?.properties.map(({ name }) => name)).toEqual(["b"]);
    expect(findings).toMatchObject([{ code: "skipped_row", path: "!2" }]);
  });
});

describe("a workbook", () => {
  it("starts no formula in any cell of the file", async () => {
    for (const format of ["csv", "xlsx"] as const) {
      const [file] = (await writePlan(hostilePlan, format)).files;
      if (file === undefined) throw new Error("no file");
      const { default: readWorkbook } = await import("read-excel-file/node");
      const cells =
        format === "csv"
          ? readCsvCells(file)
          : (await readWorkbook(Buffer.from(file.content), { trim: false })).flatMap(({ data }) => data.flat());
      const texts = cells.filter((cell): cell is string => typeof cell === "string");
      expect(texts.length).toBeGreaterThan(500);
      expect(texts.filter((text) => /^[=+\-@\t\r]/.test(text) && !/^[-+]?\d+$/.test(text))).toEqual([]);
    }
  });

  it("has sheets for events, properties, user properties and what changed", async () => {
    const { default: readWorkbook } = await import("read-excel-file/node");
    const [file] = (
      await writePlan(referencePlan, "xlsx", { before: { ...referencePlan, events: [] }, language: "fr" })
    ).files;
    expect(file?.name).toBe(`${referencePlan.slug}-fr.xlsx`);
    const sheets = await readWorkbook(Buffer.from(file?.content ?? []));
    expect(sheets.slice(2, 6).map(({ sheet }) => sheet)).toEqual([
      "Événements",
      "Propriétés",
      "Propriétés utilisateur",
      "Modifications",
    ]);
    expect(sheets[5]?.data.length).toBeGreaterThan(referencePlan.events.length);
    expect(sheets[2]?.data[0]).toContain("Déclencheur (fr)");
  });

  it("is refused when it is none, or unpacks to gigabytes", async () => {
    const broken = { name: "x.xlsx", content: Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]) };
    expect(await errorsOf(broken)).toEqual(["undefined  syntax"]);
    const [file] = (await writePlan(referencePlan, "xlsx")).files;
    const bomb = Buffer.from(file?.content ?? []);
    const entry = bomb.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bomb.writeUInt32LE(0xf0000000, entry + 24);
    expect(await errorsOf({ name: "x.xlsx", content: bomb })).toEqual(["undefined  too_large"]);
    expect(await errorsOf({ name: "x.xlsx", content: lyingArchive(201 * 1024 * 1024) })).toEqual([
      "undefined  too_large",
    ]);
  });
});

/** An archive of one entry of zeros, whose directory says that it is empty. */
function lyingArchive(size: number): Buffer {
  const name = Buffer.from("xl/worksheets/sheet1.xml");
  const data = deflateRawSync(Buffer.alloc(size));
  const fields = (bytes: Buffer, from: number): Buffer => {
    bytes.writeUInt16LE(8, from);
    bytes.writeUInt32LE(data.length, from + 10);
    bytes.writeUInt16LE(name.length, from + 18);
    return bytes;
  };
  const local = fields(Buffer.alloc(30), 8);
  local.writeUInt32LE(0x04034b50);
  const central = fields(Buffer.alloc(46), 10);
  central.writeUInt32LE(0x02014b50);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + data.length, 16);
  return Buffer.concat([local, name, data, central, name, end]);
}

function readCsvCells(file: InputFile): unknown[] {
  const result = readCsv(file);
  return result.ok ? result.sheets.flatMap(({ rows }) => rows.flat()) : [];
}
