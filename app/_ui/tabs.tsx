import type { ReactNode } from "react";
import { className } from "./class-name.ts";
import { LinkAhead } from "./link-ahead.tsx";

export interface TabItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly href: string;
  readonly count?: ReactNode;
}

/** Views of one thing, each with its own address. */
export function Tabs(props: { label: string; items: readonly TabItem[]; current: string; className?: string }) {
  return (
    <nav aria-label={props.label} className={className("shrink-0 overflow-x-auto border-b", props.className)}>
      <ul className="flex gap-1">
        {props.items.map((item) => (
          <li key={item.key}>
            <LinkAhead
              href={item.href}
              scroll={false}
              aria-current={item.key === props.current ? "page" : undefined}
              className={className(
                "-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 px-2 outline-offset-[-2px]",
                item.key === props.current
                  ? "border-accent-7 font-medium"
                  : "border-transparent text-grey-7 hover:text-grey-10",
              )}
            >
              {item.label}
              {item.count !== undefined && <span className="text-grey-7 text-label">{item.count}</span>}
            </LinkAhead>
          </li>
        ))}
      </ul>
    </nav>
  );
}
