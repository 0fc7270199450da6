"use client";

/** What is inside a menu, loaded with the first one that is opened: menus are on every page, and seldom used. */

import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import type { ReactNode, RefObject } from "react";
import { className } from "./class-name.ts";

const ITEM =
  "flex min-h-8 w-full cursor-pointer items-center gap-2 rounded-small px-2 text-left outline-none data-[disabled]:cursor-not-allowed data-[disabled]:text-grey-6 data-[highlighted]:bg-grey-3 [&_svg]:size-4 [&_svg]:shrink-0";

export interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: "start" | "end";
}

/** The menu itself; `triggerRef` is its button. */
export function Menu(props: MenuProps & { triggerRef: RefObject<HTMLButtonElement | null> }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild ref={props.triggerRef}>
        {props.trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={props.align ?? "start"}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 max-w-80 overflow-y-auto rounded border bg-grey-1 p-1 shadow-float"
        >
          {props.children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export interface MenuItemProps {
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  readonly tone?: "danger";
  readonly children: ReactNode;
}

export function MenuItem(props: MenuItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={props.onSelect}
      disabled={props.disabled ?? false}
      className={className(ITEM, props.tone === "danger" && "text-danger-7")}
    >
      {props.children}
    </DropdownMenu.Item>
  );
}

export interface MenuLinkProps {
  readonly href: string;
  /** For a download or another document, which the router must not fetch. */
  readonly plain?: boolean;
  readonly lang?: string;
  readonly current?: boolean;
  /** What else happens on the way. */
  readonly onSelect?: () => void;
  readonly children: ReactNode;
}

export function MenuLink(props: MenuLinkProps) {
  const rest = { className: ITEM, lang: props.lang, "aria-current": props.current ? ("true" as const) : undefined };
  return (
    <DropdownMenu.Item asChild {...(props.onSelect ? { onSelect: props.onSelect } : {})}>
      {props.plain ? (
        <a href={props.href} {...rest}>
          {props.children}
        </a>
      ) : (
        <Link href={props.href} {...rest}>
          {props.children}
        </Link>
      )}
    </DropdownMenu.Item>
  );
}

export interface MenuChoiceProps {
  readonly checked: boolean;
  readonly onSelect: () => void;
  readonly keepOpen?: boolean;
  readonly children: ReactNode;
}

export function MenuChoice(props: MenuChoiceProps) {
  return (
    <DropdownMenu.CheckboxItem
      checked={props.checked}
      onSelect={(event) => {
        if (props.keepOpen) event.preventDefault();
        props.onSelect();
      }}
      className={className(ITEM, "justify-between")}
    >
      <span className="min-w-0 break-words">{props.children}</span>
      <DropdownMenu.ItemIndicator>
        <Check aria-hidden />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.CheckboxItem>
  );
}

export function MenuLabel(props: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 pt-2 pb-1 text-grey-7 text-label">{props.children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 border-t" />;
}
