import { translator } from "../../../../lib/i18n/translator.ts";
import { requestLanguage } from "../../../_access/request.ts";
import { PageSkeleton } from "../../../_ui/skeleton.tsx";

export default async function ProjectLoading() {
  return <PageSkeleton label={translator(await requestLanguage(), "shell")("loading")} />;
}
