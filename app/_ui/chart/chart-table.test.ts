import { expect, it } from "vitest";
import { statementLines } from "../../../lib/analysis/rule/statement-words.ts";
import { chartCsv } from "./chart-table.ts";

it("quotes what needs it, defuses formulas and leaves numbers alone", () => {
  const csv = chartCsv(
    {
      columns: ["Day", "Value"],
      rows: [
        ['=HYPERLINK("x")', -3],
        ["a, b", null],
        ["-x", 1.5],
      ],
    },
    [],
  );
  expect(csv).toBe('\uFEFFDay,Value\r\n"\'=HYPERLINK(""x"")",-3\r\n"a, b",\r\n\'-x,1.5\r\n');
});

it("carries the rule, the as-of time and the conformance statement below the figures", () => {
  const statement = {
    planVersions: [1, 2],
    received: 1_250,
    considered: 1_204,
    stripped: 0,
    transformed: 0,
    excluded: { violating: 31, unplanned: 14, malformed: 1 },
    duplicates: 3,
    repaired: 0,
    traitsHeld: 2,
    usersTouched: 9,
    environment: "production",
    asOf: "2026-05-20T12:00:00.000Z",
    timeZone: "Europe/Paris",
  } as const;
  const table = { columns: ["Étape", "Personnes"], rows: [["Inscription", 12]] };
  const csv = chartCsv(table, ["Règle\u00a0: dans l’ordre, 7 jours", ...statementLines(statement, "fr")]);
  const [figures, ground] = csv.split("\r\n\r\n");
  expect(figures).toBe("\uFEFFÉtape,Personnes\r\nInscription,12");
  expect(ground?.split("\r\n")).toEqual([
    '"Règle\u00a0: dans l’ordre, 7 jours"',
    '"Versions du plan\u00a0: 1, 2"',
    "Événements reçus\u00a0: 1\u202f250",
    "Événements conformes pris en compte\u00a0: 1\u202f204",
    "Dont sans des propriétés que leur source a écartées\u00a0: 0",
    "Dont tels que des transformations du plan les ont réécrits\u00a0: 0",
    "Exclus pour violation\u00a0: 31",
    "Exclus car non prévus\u00a0: 14",
    "Exclus car malformés\u00a0: 1",
    '"Doublons, à part\u00a0: 3"',
    "Libérés par un jugement ultérieur\u00a0: 0",
    "Valeurs de propriétés de personnes retenues\u00a0: 2",
    "Personnes touchées par les exclusions\u00a0: 9",
    "Environnement\u00a0: production",
    "Vu au\u00a0: 2026-05-20T12:00:00.000Z",
    "Fuseau horaire\u00a0: Europe/Paris",
    "",
  ]);
});
