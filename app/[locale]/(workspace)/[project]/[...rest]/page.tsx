import { notFound } from "next/navigation";

/** Any address of a project that no page answers. */
export default function UnknownProjectPage() {
  notFound();
}
