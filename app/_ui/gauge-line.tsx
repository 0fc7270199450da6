"use client";

import { shareText } from "../../lib/i18n/share-text.ts";
import { className } from "./class-name.ts";
import { LinkAhead } from "./link-ahead.tsx";
import { useFormatter, useText } from "./text.tsx";
import { Tooltip } from "./tooltip.tsx";
import { type Standing, VERDICT_COLOUR, VerdictShape } from "./verdict-shape.tsx";

export type GaugeShares = Readonly<Record<"conformant" | "violating" | "unplanned" | "malformed", number>> & {
  readonly repaired?: number;
};

const ORDER: readonly Standing[] = ["conformant", "repaired", "violating", "unplanned", "malformed"];

interface Segment {
  readonly standing: Standing;
  readonly count: number;
  readonly from: number;
  readonly width: number;
}

/** Segments on a line 100 wide; whatever is not zero stays visible, at least one hundredth of the line. */
function segments(shares: GaugeShares): Segment[] {
  const present = ORDER.map((standing) => ({ standing, count: shares[standing] ?? 0 })).filter((s) => s.count > 0);
  const total = present.reduce((sum, s) => sum + s.count, 0);
  const widths = present.map((s) => Math.max(1, (s.count / total) * 100));
  const scale = 100 / widths.reduce((sum, width) => sum + width, 0);
  let from = 0;
  return present.map((s, index) => {
    const width = (widths[index] ?? 0) * scale;
    const segment = { ...s, from, width };
    from += width;
    return segment;
  });
}

/** The bar that stands under every number: what it stands on. Exact shares on hover and focus; leads to the violations. */
export function GaugeLine(props: { shares: GaugeShares; href?: string; className?: string }) {
  const t = useText("shell");
  const format = useFormatter();
  const parts = segments(props.shares);
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const words = parts.map((part) =>
    t("gauge.share", {
      verdict: t(`verdicts.${part.standing}`),
      count: format.number(part.count),
      share: shareText(format, part.count / total),
    }),
  );
  const label = total === 0 ? t("gauge.nothing") : t("gauge.label", { shares: format.list(words) });
  const bar = (
    <svg
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      aria-hidden
      className="block h-1 w-full overflow-hidden rounded-small"
    >
      <rect width="100" height="4" className="fill-grey-4" />
      {parts.map((part) => (
        <rect
          key={part.standing}
          x={part.from}
          width={part.width}
          height="4"
          className={className("fill-current", VERDICT_COLOUR[part.standing])}
        />
      ))}
    </svg>
  );
  const content =
    total === 0 ? (
      t("gauge.nothing")
    ) : (
      <ul className="flex flex-col gap-0.5">
        {parts.map((part, index) => (
          <li key={part.standing} className="flex items-center gap-1.5">
            <span className="grid place-items-center rounded-small bg-grey-1 p-0.5">
              <VerdictShape verdict={part.standing} className="size-3" />
            </span>
            {words[index]}
          </li>
        ))}
      </ul>
    );
  const target = className("block min-w-12 rounded-small py-1.5", props.className);
  return (
    <Tooltip content={content} side="bottom">
      {props.href ? (
        <LinkAhead href={props.href} aria-label={label} className={target}>
          {bar}
        </LinkAhead>
      ) : (
        <button type="button" aria-label={label} className={className(target, "w-full cursor-default")}>
          {bar}
        </button>
      )}
    </Tooltip>
  );
}
