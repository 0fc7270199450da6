"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link whose page is fetched ahead as soon as somebody points at it, touches it or comes to it by keyboard. A page has some
 * thirty links: to fetch ahead whatever merely stands on it asks the server thirty times for each page that is opened.
 */
export function LinkAhead({ prefetch, onFocus, onPointerEnter, ...rest }: ComponentProps<typeof Link>) {
  const [meant, setMeant] = useState(false);
  return (
    <Link
      {...rest}
      prefetch={meant ? (prefetch ?? null) : false}
      onFocus={(event) => {
        setMeant(true);
        onFocus?.(event);
      }}
      onPointerEnter={(event) => {
        setMeant(true);
        onPointerEnter?.(event);
      }}
    />
  );
}
