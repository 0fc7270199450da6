import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { misplacedBlocks } from "../../e2e/pages/misplaced-blocks.ts";
import { Skeleton } from "./skeleton.tsx";
import { Stat } from "./stat.tsx";

it("stands in a line of text: a figure that is still counted is a paragraph", () => {
  const page = renderToStaticMarkup(<Stat label="Received" value={<Skeleton className="h-6 w-14" />} />);
  expect(page).toContain("animate-appear");
  expect(misplacedBlocks(page)).toEqual([]);
});

it("finds blocks in paragraphs, not beside them or in scripts", () => {
  expect(misplacedBlocks("<p>a<script>'<div>'</script></p><div><p>b</p></div>")).toEqual([]);
  expect(misplacedBlocks("<p>a <span><div>b</div></span></p><p>c<p>d")).toEqual([
    "<div> in <p>a <span><div>b</div></span></p><p>c<p>d",
    "<p> in <p>c<p>d",
  ]);
});
