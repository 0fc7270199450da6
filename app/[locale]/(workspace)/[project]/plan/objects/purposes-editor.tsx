"use client";

import type { Purpose, Recipient } from "../../../../../../lib/plan/plan-settings.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { PURPOSE_FIELDS, RECIPIENT_FIELDS } from "../purpose-fields.ts";
import { ItemList } from "./item-list.tsx";
import { ObjectFields } from "./object-fields.tsx";

/** A key people can read, from the name of a purpose. */
function keyFrom(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "") || name;
}

/** Why the plan processes data: what events and properties name as their consent purpose. */
export function PurposesEditor({ purposes }: { purposes: readonly Purpose[] }) {
  const t = useText("plan");
  const language = useLanguage();
  const { commit } = usePlanEditing();
  return (
    <ItemList
      level={2}
      title={t("purpose.title")}
      path="plan/settings/purposes"
      items={purposes.map(({ key, name }) => ({ key, title: localizedText(name, language, key) }))}
      newLabel={t("purpose.new")}
      empty={t("purpose.none")}
      onAdd={(name) => {
        const blank = { description: {}, legalBasis: "consent" as const, recipients: [] };
        return commit([
          { command: "addPurpose", purpose: { key: keyFrom(name), name: { [language]: name }, ...blank } },
        ]);
      }}
      onRemove={(key) => void commit([{ command: "removePurpose", key }])}
    >
      {(key) => {
        const purpose = purposes.find((one) => one.key === key);
        return (
          purpose && <ObjectFields subject={{ kind: "purpose", id: key }} object={purpose} table={PURPOSE_FIELDS} />
        );
      }}
    </ItemList>
  );
}

/** Where those who receive data sit, and what protects it there. Purposes name them. */
export function RecipientsEditor({ recipients }: { recipients: readonly Recipient[] }) {
  const t = useText("plan");
  const { commit } = usePlanEditing();
  return (
    <ItemList
      level={2}
      title={t("recipient.title")}
      path="plan/settings/recipientDetails"
      items={recipients.map(({ key }) => ({ key, title: key }))}
      newLabel={t("recipient.new")}
      empty={t("recipient.none")}
      onAdd={(key) => commit([{ command: "addRecipient", recipient: { key, description: {}, safeguards: {} } }])}
      onRemove={(key) => void commit([{ command: "removeRecipient", key }])}
    >
      {(key) => {
        const recipient = recipients.find((one) => one.key === key);
        const subject = { kind: "recipient", id: key } as const;
        return recipient && <ObjectFields subject={subject} object={recipient} table={RECIPIENT_FIELDS} />;
      }}
    </ItemList>
  );
}
