import { type Formatter, formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { type QualityScore, RELEASES_MAX, type Scored } from "../../../../../lib/ingest/score.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { Stat } from "../../../../_ui/stat.tsx";
import { type Column, Table } from "../../../../_ui/table.tsx";

interface Shown {
  readonly language: Language;
  readonly timeZone: string;
  readonly score: QualityScore;
}

/** A score with its one decimal; a dash where nothing was received. */
export function scoreText(format: Formatter, { score }: Pick<Scored, "score">): string {
  return score === null ? "–" : format.number(score, { minimumFractionDigits: 1 });
}

function columnsOf<Row extends Scored>({ language, timeZone }: Shown): readonly Column<Row>[] {
  const t = translator(language, "score");
  const format = formatterOf(language, timeZone);
  return [
    { key: "received", label: t("received"), align: "end", cell: (row) => format.number(row.received) },
    { key: "conformant", label: t("conformant"), align: "end", cell: (row) => format.number(row.conformant) },
    { key: "score", label: t("column"), align: "end", cell: (row) => scoreText(format, row) },
  ];
}

/** The score of everything, with its formula and its own numbers in it. */
export function ScoreSection(shown: Shown) {
  const { language, timeZone, score } = shown;
  const t = translator(language, "score");
  const format = formatterOf(language, timeZone);
  const text = scoreText(format, score.total);
  const { received, conformant } = score.total;
  return (
    <section aria-label={t("title")} className="mx-4 max-w-3xl rounded border p-4" data-score>
      <Stat
        label={t("title")}
        value={text}
        bounds={<span className="tabular-nums">{t("reckoned", { conformant, received, score: text })}</span>}
        note={`${t("formula")}. ${t("weights")}`}
      />
    </section>
  );
}

/** The same score by who answers for the event, and by release of the app. */
export function ScoreTables(shown: Shown) {
  const { language, score } = shown;
  const t = translator(language, "score");
  const { byOwner, byRelease } = score;
  return (
    <>
      <div>
        <h2 className="px-4 pb-1 font-semibold">{t("byOwner")}</h2>
        <Table
          caption={t("byOwner")}
          rows={byOwner}
          rowKey={(row) => row.owner}
          columns={[
            { key: "owner", label: t("owner"), heading: true, cell: (row) => row.owner || t("nobody") },
            ...columnsOf<(typeof byOwner)[number]>(shown),
          ]}
        />
      </div>
      <div>
        <h2 className="px-4 pb-1 font-semibold">{t("byRelease")}</h2>
        <Table
          caption={t("byRelease")}
          rows={byRelease}
          rowKey={(row) => `${row.source.number} ${row.release}`}
          columns={[
            { key: "source", label: t("source"), heading: true, cell: (row) => row.source.name || row.source.number },
            { key: "release", label: t("release"), cell: (row) => row.release || t("noRelease") },
            ...columnsOf<(typeof byRelease)[number]>(shown),
          ]}
        />
        {byRelease.length === RELEASES_MAX && (
          <p className="px-4 pt-1 text-grey-7">{t("mostReleases", { count: RELEASES_MAX })}</p>
        )}
      </div>
    </>
  );
}
