import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { pageLanguage } from "../../../../_access/request.ts";
import { TextProvider } from "../../../../_ui/text-provider.tsx";
import { PlanNav } from "./plan-nav.tsx";

/** The texts of the plan's screens and the way between them. */
export default async function PlanLayout(props: {
  children: ReactNode;
  params: Promise<{ locale: string; project: string }>;
}) {
  const { locale, project } = await props.params;
  return (
    <TextProvider language={pageLanguage(locale)} areas={["plan", "code", "comment", "grid"]}>
      <PlanNav slug={project} />
      <NuqsAdapter>{props.children}</NuqsAdapter>
    </TextProvider>
  );
}
