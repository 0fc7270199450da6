"use client";

import { Printer } from "lucide-react";
import { Button } from "../../../../../../_ui/button.tsx";

/** Prints the receipt. */
export function PrintReceipt({ label }: { label: string }) {
  return (
    <Button tone="primary" onClick={() => window.print()}>
      <Printer aria-hidden />
      {label}
    </Button>
  );
}
