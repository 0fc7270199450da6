import { Notice } from "./notice.tsx";

/** Why what was sent was refused: the sentence, and what is wrong in particular. */
export function RefusalNotice({
  refusal,
}: {
  refusal: { readonly text: string; readonly errors: readonly string[] } | undefined;
}) {
  if (refusal === undefined) return null;
  return (
    <Notice tone="danger" title={refusal.text} announce>
      <ul className="list-disc pl-5">
        {refusal.errors.map((error) => (
          <li key={error}>{error}</li>
        ))}
      </ul>
    </Notice>
  );
}
