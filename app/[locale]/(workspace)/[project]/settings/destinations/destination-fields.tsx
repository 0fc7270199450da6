import { ENVIRONMENTS } from "../../../../../../lib/access/source.ts";
import { type Passing, TAKES } from "../../../../../../lib/destination/destination.ts";
import { FILE_FORMATS, type FileFormat } from "../../../../../../lib/destination/files/place.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { type Language, PRIVACY_CLASSES } from "../../../../../../lib/plan/plan.ts";
import { FormField, FormSelect, FormTextarea } from "../../../../../_access/action-form.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { FieldGroup } from "../../../../../_ui/field.tsx";

/** Alike in every language. */
const FORMAT_NAMES: Readonly<Record<FileFormat, string>> = { parquet: "Parquet", ndjson: "NDJSON" };

/** What a new destination and an existing one have in common. */
export function DestinationFields(props: {
  language: Language;
  name?: string;
  /** Of an existing one, without what may be secret in it. */
  address?: string;
  passing?: Passing & { readonly format: FileFormat };
  /** Names of the events it is limited to. */
  events?: readonly string[];
  /** The names of its own, a line each. */
  names?: string;
  sources: readonly { readonly slug: string; readonly name: string }[];
}) {
  const { address, passing, sources } = props;
  const t = translator(props.language, "destination");
  const environments = passing?.environments ?? ["production"];
  const classes = passing?.privacy ?? ["none", "pseudonymous"];
  return (
    <>
      <FormField
        name="name"
        label={t("name")}
        required
        {...(props.name === undefined ? {} : { defaultValue: props.name })}
      />
      <FormField
        name="url"
        label={t("url")}
        hint={address === undefined ? t("urlHint") : t("urlKept", { address })}
        required={address === undefined}
      />
      <FormField
        name="secret"
        type="password"
        autoComplete="new-password"
        label={t("key")}
        hint={address === undefined ? t("keyHint") : t("keyKept")}
      />
      <FormSelect
        name="format"
        label={t("format")}
        defaultValue={passing?.format ?? "parquet"}
        options={FILE_FORMATS.map((value) => ({ value, label: FORMAT_NAMES[value] }))}
      />
      <FormSelect
        name="takes"
        label={t("takes")}
        hint={t("takesHint")}
        defaultValue={passing?.takes ?? "conformant"}
        options={TAKES.map((value) => ({ value, label: t(`taken.${value}`) }))}
      />
      <FieldGroup legend={t("environments")}>
        {ENVIRONMENTS.map((one) => (
          <Checkbox
            key={one}
            name="environments"
            value={one}
            defaultChecked={environments.includes(one)}
            label={t(`environment.${one}`)}
          />
        ))}
      </FieldGroup>
      <FieldGroup legend={t("privacy")} hint={t("privacyHint")}>
        {PRIVACY_CLASSES.map((one) => (
          <Checkbox
            key={one}
            name="privacy"
            value={one}
            defaultChecked={classes.includes(one)}
            label={t(`classes.${one}`)}
          />
        ))}
      </FieldGroup>
      <FormField
        name="events"
        label={t("events")}
        hint={t("eventsHint")}
        defaultValue={(props.events ?? []).join(", ")}
      />
      {sources.length > 0 && (
        <FieldGroup legend={t("sources")} hint={t("sourcesHint")}>
          <input type="hidden" name="known" value={sources.map(({ slug }) => slug).join(" ")} />
          {sources.map(({ slug, name }) => (
            <Checkbox
              key={slug}
              name="sources"
              value={slug}
              defaultChecked={passing?.sources.includes(slug) ?? false}
              label={<span translate="no">{name}</span>}
            />
          ))}
        </FieldGroup>
      )}
      <FormTextarea
        name="names"
        label={t("names")}
        hint={t("namesHint")}
        rows={3}
        code
        defaultValue={props.names ?? ""}
      />
      <Checkbox
        name="people"
        value="yes"
        defaultChecked={passing?.people ?? false}
        label={t("people")}
        hint={t("peopleHint")}
      />
    </>
  );
}
