"use client";

import type { ReactNode } from "react";
import type { Category, LocalizedText } from "../../../../../../lib/plan/plan.ts";
import type { PlanSettings } from "../../../../../../lib/plan/plan-settings.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { CATEGORY_FIELDS, PLAN_FIELDS, SETTINGS_FIELDS } from "../fields.ts";
import { newPlanId } from "../new-plan-id.ts";
import { ObjectDesk } from "./object-desk.tsx";
import { ObjectFields } from "./object-fields.tsx";
import { PurposesEditor, RecipientsEditor } from "./purposes-editor.tsx";
import { RemoveObject } from "./remove-object.tsx";
import { StandardsEditor } from "./standards-editor.tsx";
import { TransformationsEditor } from "./transformations-editor.tsx";

/** What holds for the whole plan: its name, its languages, how things are named, what the SDK fills in. */
export function PlanSettingsForm(props: {
  plan: { readonly name: LocalizedText; readonly description: LocalizedText };
  settings: PlanSettings;
  /** Codes of all rules. */
  rules: readonly string[];
}) {
  return (
    <div className="flex max-w-2xl flex-col gap-5">
      <ObjectFields subject={{ kind: "plan" }} object={props.plan} table={PLAN_FIELDS} />
      <ObjectFields subject={{ kind: "settings" }} object={props.settings} table={SETTINGS_FIELDS}>
        <PurposesEditor purposes={props.settings.purposes} />
        <RecipientsEditor recipients={props.settings.recipientDetails} />
        <TransformationsEditor transformations={props.settings.transformations} />
        <StandardsEditor standards={props.settings.standards} rules={props.rules} />
      </ObjectFields>
    </div>
  );
}

/** The shelves events are sorted on. */
export function CategoryDesk({
  categories,
  counts,
  children,
}: {
  categories: readonly Category[];
  counts: Readonly<Record<string, number>>;
  /** What stands above the list. */
  children?: ReactNode;
}) {
  const t = useText("plan");
  const language = useLanguage();
  return (
    <ObjectDesk
      param="category"
      label={t("category.title")}
      before={
        <>
          {children}
          <h2 className="mt-8 mb-2 font-semibold text-title">{t("category.title")}</h2>
        </>
      }
      newLabel={t("category.new")}
      items={categories.map((category) => ({
        id: category.id,
        title: category.name,
        detail: localizedText(category.description, language),
        count: t("count.events", { count: counts[category.id] ?? 0 }),
      }))}
      create={(name) => {
        const object = { id: newPlanId("cat"), name, description: {} };
        return { id: object.id, edits: [{ command: "addObject", entry: { kind: "category", object } }] };
      }}
      empty={{ title: t("category.emptyTitle"), text: t("category.emptyText") }}
      panelActions={(id, close) => {
        const category = categories.find((one) => one.id === id);
        return category && <RemoveObject kind="category" object={category} name={category.name} onRemoved={close} />;
      }}
      panel={(id) => {
        const category = categories.find((one) => one.id === id);
        return (
          category && <ObjectFields subject={{ kind: "category", id }} object={category} table={CATEGORY_FIELDS} />
        );
      }}
    />
  );
}
