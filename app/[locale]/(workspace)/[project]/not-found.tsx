import { requestLanguage } from "../../../_access/request.ts";
import { MissingNotice } from "../../../_shell/missing-page.tsx";

export default async function ProjectNotFound() {
  return <MissingNotice language={await requestLanguage()} />;
}
