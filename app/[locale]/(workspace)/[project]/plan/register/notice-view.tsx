import { blocksHtml, blocksMarkdown } from "../../../../../../lib/document/block-text.ts";
import { type Block, noticeBlocks } from "../../../../../../lib/document/notice.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import { CopyNotice } from "./copy-notice.tsx";

/** The page has its own first heading: those of the notice stand below it. */
const HEADINGS = { 1: "h2", 2: "h3", 3: "h4" } as const;
const STYLES = { 1: "font-semibold text-title", 2: "pt-4 font-semibold", 3: "pt-2 font-medium" } as const;

/** The notice as people read it, and as text for a page of one's own. */
export function NoticeView({ plan, language }: { plan: Plan; language: Language }) {
  const blocks = noticeBlocks(plan, language);
  return (
    <>
      <CopyNotice markdown={blocksMarkdown(blocks)} html={blocksHtml(blocks, language)} />
      <article lang={language} className="flex max-w-reading flex-col gap-2">
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a document is never sorted anew.
          <BlockView key={index} block={block} />
        ))}
      </article>
    </>
  );
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === "paragraph") return <p className="break-words">{block.text}</p>;
  if (block.kind === "list")
    return (
      <ul className="list-disc break-words pl-5">
        {block.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    );
  const Heading = HEADINGS[block.level];
  return <Heading className={STYLES[block.level]}>{block.text}</Heading>;
}
