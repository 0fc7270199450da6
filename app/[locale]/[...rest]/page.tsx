import { notFound } from "next/navigation";

/** Any address that no page answers, in the reader's language. */
export default function UnknownPage() {
  notFound();
}
