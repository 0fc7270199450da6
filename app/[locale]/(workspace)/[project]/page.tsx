import { redirect } from "next/navigation";
import { pageLanguage } from "../../../_access/request.ts";

/** A project opens at its plan. */
export default async function ProjectPage(props: { params: Promise<{ locale: string; project: string }> }) {
  const { locale, project } = await props.params;
  redirect(`/${pageLanguage(locale)}/${encodeURIComponent(project)}/plan`);
}
