import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { COUNTED, type HouseCounts } from "../../../../../../lib/template/house.ts";
import type { HouseSummary } from "../../../../../../lib/template/store-house.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";

/** How many of what a template holds, in words. */
export function houseCountsText(counts: HouseCounts, language: Language): string {
  const t = translator(language, "house");
  return COUNTED.filter((kind) => kind !== "category" && counts[kind] > 0)
    .map((kind) => (kind === "standards" ? t("count.standards") : t(`count.${kind}`, { count: counts[kind] })))
    .join(", ");
}

function Card(props: { house: HouseSummary; language: Language; href: string }) {
  const { house, language } = props;
  const t = translator(language, "house");
  const name = localizedText(house.name, language);
  const { applied, pending } = house.standing;
  return (
    <li className="flex flex-col items-start gap-1 rounded border p-3">
      <h3 className="break-words font-medium">
        {name}{" "}
        <span className="font-normal text-grey-7 text-grid">{t("list.version", { version: house.latestVersion })}</span>
      </h3>
      <p className="break-words text-grey-7 text-grid">{localizedText(house.description, language)}</p>
      <p className="text-grid">{houseCountsText(house.counts, language)}</p>
      {!house.workspace.own && (
        <p className="text-grey-7 text-grid">{t("list.ofWorkspace", { name: house.workspace.name })}</p>
      )}
      {applied && <Badge tone="accent">{t("list.applied", { version: applied.version })}</Badge>}
      {pending && <Badge>{t("list.pending", pending)}</Badge>}
      <LinkButton size="small" href={props.href} className="mt-auto">
        {t("list.look", { name })}
      </LinkButton>
    </li>
  );
}

/** Templates of the house as cards. */
export function HouseList(props: {
  items: readonly HouseSummary[];
  language: Language;
  hrefOf: (house: HouseSummary) => string;
}) {
  const { items, language } = props;
  return (
    <ul
      aria-label={translator(language, "house")("list.label")}
      className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,22rem),1fr))] gap-3 px-4"
    >
      {items.map((house) => (
        <Card key={house.id} house={house} language={language} href={props.hrefOf(house)} />
      ))}
    </ul>
  );
}
