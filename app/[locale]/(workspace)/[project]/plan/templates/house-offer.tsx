import { type AuthorizedProject, mayActAs } from "../../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { type HouseSummary, listHouseOffers } from "../../../../../../lib/template/store-house.ts";
import { ActionForm, SubmitButton } from "../../../../../_access/action-form.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { Notice } from "../../../../../_ui/notice.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { dismissOfferAction } from "./house-actions.ts";
import { planHref } from "./template-href.ts";

interface Props {
  readonly project: AuthorizedProject;
  readonly language: Language;
}

/** Above the events: that a later version is there, and the way to it; it is put aside in the library. */
export async function HouseOfferLines({ project, language }: Props) {
  const t = translator(language, "house");
  const offers = await listHouseOffers(project);
  return offers.map((house) => {
    const { offer = house.latestVersion } = house.standing;
    const href = planHref(language, { slug: project.slug, branch: "main" }, `templates/house/${house.id}`);
    return (
      <p key={house.id} className="px-4 pt-2 text-grid">
        {t("offer.title", { version: offer, name: localizedText(house.name, language) })}{" "}
        <TextLink href={href}>{t("offer.see")}</TextLink>
      </p>
    );
  });
}

function Offer({ house, project, language }: Props & { house: HouseSummary }) {
  const t = translator(language, "house");
  const { applied, offer } = house.standing;
  if (applied === undefined || offer === undefined) return null;
  const name = localizedText(house.name, language);
  const href = planHref(language, { slug: project.slug, branch: "main" }, `templates/house/${house.id}`);
  return (
    <Notice title={t("offer.title", { version: offer, name })}>
      <p>{t("offer.text", { applied: applied.version })}</p>
      <div className="mt-1 flex flex-wrap gap-2">
        <LinkButton size="small" href={href}>
          {t("offer.see")}
        </LinkButton>
        {mayActAs(project.role, "editor") && (
          <ActionForm action={dismissOfferAction} label={t("offer.title", { version: offer, name })}>
            <input type="hidden" name="project" value={project.slug} />
            <input type="hidden" name="template" value={house.id} />
            <SubmitButton tone="quiet" size="small">
              {t("offer.dismiss")}
            </SubmitButton>
          </ActionForm>
        )}
      </div>
    </Notice>
  );
}

/** Later versions of the templates that the plan took: offered, never forced. */
export async function HouseOffers({ project, language }: Props) {
  const offers = await listHouseOffers(project);
  if (offers.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 px-4 pb-3">
      {offers.map((house) => (
        <Offer key={house.id} house={house} project={project} language={language} />
      ))}
    </div>
  );
}
