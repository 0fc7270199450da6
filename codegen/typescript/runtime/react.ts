"use client";
/* eslint-disable */
/**
 * For React: `init` in a provider, options shared by the calls below it, and calls with a stable identity. The same bytes for
 * every plan. Do not edit.
 */
import {
  createContext,
  createElement,
  type FunctionComponent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
} from "react";
import { init } from "./init.ts";
import type { CallOptions } from "./runtime.ts";
import type { InitOptions } from "./settings.ts";

const Shared = /* @__PURE__ */ createContext<CallOptions>({});

export interface TrackingProviderProps {
  /**
   * Given to `init` once, when the page is there; a server renders without. What is wrong with it is told to `onDrop` and
   * reported as an error nobody caught; the page stays. Left out: you call `init` yourself.
   */
  readonly init?: InitOptions;
  /** Options of every call below, such as `{ context: { screen: "checkout" } }`; a call's own go before them. */
  readonly options?: CallOptions;
  readonly children?: ReactNode;
}

export const TrackingProvider: FunctionComponent<TrackingProviderProps> = (props) => {
  const outer = useContext(Shared);
  const started = useRef(false);
  useEffect(() => {
    if (props.init && !started.current) start(props.init);
    started.current = true;
  });
  return createElement(Shared.Provider, { value: merged(outer, props.options) }, props.children);
};

/** An effect that throws takes everything around it off the page. */
function start(options: InitOptions): void {
  try {
    init(options);
  } catch (error) {
    const env = globalThis as { reportError?: (error: unknown) => void };
    (env.reportError ?? console.error)(error);
    try {
      options.onDrop?.(0, String(error));
    } catch {
      // The application's own listener failed: the page stays all the same.
    }
  }
}

/** Later options go before earlier ones; their contexts are joined. */
function merged(outer: CallOptions, inner?: CallOptions): CallOptions {
  return { ...outer, ...inner, context: { ...outer.context, ...inner?.context } };
}

/** What the functions of events take; those of other calls have their options elsewhere. */
type Given = readonly [properties?: object | undefined, options?: CallOptions | undefined];

/** An event's function with the shared options, the same one at every rendering: `const buy = useEvent(orderCompleted)`. */
export function useEvent<P extends Given>(send: (...given: P) => void): (...given: P) => void {
  const options = useContext(Shared);
  const latest = useRef({ send, options });
  useEffect(() => {
    latest.current = { send, options };
  });
  return useCallback((...given: P) => {
    const [properties, own] = given;
    const call = latest.current;
    (call.send as (...all: readonly unknown[]) => void)(properties, merged(call.options, own));
  }, []);
}

/** Sends an event once, when what calls it is first shown: `useEventOnce(productViewed, { product_id })`. */
export function useEventOnce<P extends Given>(send: (...given: P) => void, ...given: P): void {
  const call = useEvent(send);
  const sent = useRef(false);
  useEffect(() => {
    if (!sent.current) call(...given);
    sent.current = true;
  });
}
