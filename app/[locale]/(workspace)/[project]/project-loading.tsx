import { translator } from "../../../../lib/i18n/translator.ts";
import { requestLanguage } from "../../../_access/request.ts";
import { PageSkeleton } from "../../../_ui/skeleton.tsx";

/**
 * Stands in for a page that reads much, as the `loading.tsx` of its folder. Pages that answer at once have none: React shows
 * what comes after a stand-in 300 ms later at the earliest.
 */
export async function ProjectLoading() {
  return <PageSkeleton label={translator(await requestLanguage(), "shell")("loading")} />;
}
