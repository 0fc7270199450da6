import type { WitnessedChange } from "../../../../../../lib/backtest/witness-judge.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Change } from "../../../../../../lib/plan/diff.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { breachWords } from "../../../../../../lib/violation/breach-words.ts";
import { CodeBlock } from "../../../../../_ui/code-block.tsx";

/** The breaking changes of a comparison with what was found of each. */
export type Witnessed = ReadonlyMap<Change | undefined, WitnessedChange>;

/** A payload that shows why a change breaks, folded away; or the sentence that says why there is none. Arrives after the change. */
export async function WitnessNote(props: { found: Promise<Witnessed>; change: Change; language: Language }) {
  const { language } = props;
  const witness = (await props.found).get(props.change)?.witness;
  if (witness === undefined) return null;
  const t = translator(language, "backtest");
  if (witness.outcome !== "payload") return <p className="mt-0.5 text-grey-7">{witness[language]}</p>;
  const { path } = witness.breaks;
  return (
    <details className="mt-1">
      <summary className="min-h-6 w-fit text-accent-7 underline underline-offset-2">{t("witness.payload")}</summary>
      <CodeBlock
        className="mt-1"
        code={JSON.stringify(witness.call, undefined, 2)}
        language="json"
        label={t("witness.call")}
      />
      <p className="mt-1 text-grey-7">
        {witness.source !== undefined && `${t("witness.source", { source: witness.source })} `}
        {t("witness.breaks", {
          path: path === "" ? "/" : path,
          what: breachWords(witness.breaks, language),
        })}
      </p>
    </details>
  );
}
