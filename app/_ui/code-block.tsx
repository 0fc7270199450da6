import { CodeLines } from "./code-lines.tsx";
import { type CodeLanguage, highlight } from "./highlight.ts";

/** Code coloured on the server. A client component takes lines from `highlight` through an action and shows `CodeLines`. */
export async function CodeBlock(props: {
  code: string;
  /** Undefined for plain text. */
  language: CodeLanguage | undefined;
  label: string;
  copy?: boolean;
  className?: string;
}) {
  const { code, language, ...rest } = props;
  return <CodeLines lines={await highlight(code, language)} {...rest} />;
}
