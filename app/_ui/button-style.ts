import { cva, type VariantProps } from "class-variance-authority";

/** How a button or a link that acts as one looks. */
export const buttonStyle = cva(
  "inline-flex fallback:shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded border fallback:font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:opacity-50 aria-[current=true]:border-accent-4 aria-[current=true]:bg-accent-3 aria-[current=true]:text-accent-9 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        primary: "border-accent-7 bg-accent-7 text-grey-1 hover:border-accent-8 hover:bg-accent-8",
        plain: "border-grey-4 bg-grey-1 fallback:text-grey-10 hover:bg-grey-3",
        quiet: "border-transparent bg-transparent fallback:text-grey-10 hover:bg-grey-3",
        danger: "border-danger-7 bg-danger-7 text-grey-1 hover:border-danger-8 hover:bg-danger-8",
      },
      size: {
        normal: "h-8 fallback:px-3 text-base",
        small: "h-7 fallback:px-2 text-grid",
        icon: "size-8 p-0",
        "small-icon": "size-6 p-0",
      },
    },
    defaultVariants: { tone: "plain", size: "normal" },
  },
);

export type ButtonStyle = VariantProps<typeof buttonStyle>;
