"use client";

import { useSearchParams } from "next/navigation";
import { useLanguage } from "../../../../_ui/text.tsx";
import { usePlanEditing } from "./editing/editing-context.tsx";

/** Addresses of the plan's screens on the branch at hand: `href("bundles", { bundle: id })`. */
export function usePlanHref(): (path: string, query?: Readonly<Record<string, string>>) => string {
  const language = useLanguage();
  const { slug } = usePlanEditing();
  const branch = useSearchParams().get("branch");
  return (path, query = {}) => {
    const params = new URLSearchParams({ ...(branch ? { branch } : {}), ...query }).toString();
    return `/${language}/${slug}/plan${path ? `/${path}` : ""}${params ? `?${params}` : ""}`;
  };
}
