"use client";

import { Printer } from "lucide-react";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";

/** Prints the document as it stands, without what surrounds it. */
export function PrintButton() {
  const t = useText("register");
  return (
    <Button onClick={() => window.print()}>
      <Printer aria-hidden />
      {t("print")}
    </Button>
  );
}
