import type { ReactNode } from "react";
import { pageLanguage } from "../../../../_access/request.ts";
import { TextProvider } from "../../../../_ui/text-provider.tsx";
import { PlanNav } from "../plan/plan-nav.tsx";

/** The texts of the versions, which belong to the plan, and the way between them. */
export default async function VersionsLayout(props: {
  children: ReactNode;
  params: Promise<{ locale: string; project: string }>;
}) {
  const { locale, project } = await props.params;
  return (
    <TextProvider language={pageLanguage(locale)} areas={["plan"]}>
      <PlanNav slug={project} />
      {props.children}
    </TextProvider>
  );
}
