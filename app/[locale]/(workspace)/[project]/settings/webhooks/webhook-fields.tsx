import { WEBHOOK_KINDS, type WebhookKind } from "../../../../../../lib/base/notification-kind.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { FormField, FormSelect } from "../../../../../_access/action-form.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { FieldGroup } from "../../../../../_ui/field.tsx";

/** What a new webhook and an existing one have in common. */
export function WebhookFields(props: {
  language: Language;
  name?: string;
  /** Of an existing one, without what may be secret in it. */
  address?: string;
  spoken?: Language;
  kinds?: readonly WebhookKind[];
}) {
  const t = translator(props.language, "webhook");
  const kinds = translator(props.language, "notify");
  const { address } = props;
  return (
    <>
      <FormField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        required
        {...(props.name === undefined ? {} : { defaultValue: props.name })}
      />
      <FormField
        name="url"
        label={t("url")}
        hint={address === undefined ? t("urlHint") : t("urlKept", { address })}
        required={address === undefined}
      />
      <FormSelect
        name="language"
        label={t("language")}
        defaultValue={props.spoken ?? props.language}
        options={[
          { value: "en", label: "English" },
          { value: "fr", label: "Français" },
        ]}
      />
      <FieldGroup legend={t("kinds")} hint={t("kindsHint")}>
        {WEBHOOK_KINDS.map((kind) => (
          <Checkbox
            key={kind}
            name="kinds"
            value={kind}
            defaultChecked={props.kinds?.includes(kind) ?? true}
            label={kinds(kind === "changed" ? "kinds.edited" : `kinds.${kind}`)}
          />
        ))}
      </FieldGroup>
    </>
  );
}
