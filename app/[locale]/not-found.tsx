import { requestLanguage } from "../_access/request.ts";
import { MissingPage } from "../_shell/missing-page.tsx";

export default async function NotFound() {
  return <MissingPage language={await requestLanguage()} />;
}
