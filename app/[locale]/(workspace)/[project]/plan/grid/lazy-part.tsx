"use client";

import { Component, type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useText } from "../../../../../_ui/text.tsx";

/** Keeps what failed to itself: the page around it goes on. */
class Boundary extends Component<{ instead: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}

/** The part as it is to be loaded now: one that failed fails for ever. */
interface Held<Props> {
  part: ComponentType<Props>;
  readonly attempt: () => ComponentType<Props>;
}

function HeldPart<Props extends object>({ held, props }: { held: Held<Props>; props: Props }) {
  const [attempts, setAttempts] = useState(1);
  const again = () => {
    held.part = held.attempt();
    setAttempts(attempts + 1);
  };
  return (
    <Boundary key={attempts} instead={<LoadFailed onAgain={again} />}>
      <Suspense fallback={null}>
        <held.part {...props} />
      </Suspense>
    </Boundary>
  );
}

/**
 * A part of a screen that most visits never open: its code is fetched when it is first shown. Where that fails, the part says
 * so in its place and offers to try again.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const attempt = () => lazy(async () => ({ default: await load() }));
  const held: Held<Props> = { part: attempt(), attempt };
  return (props) => <HeldPart held={held} props={props} />;
}

function LoadFailed({ onAgain }: { onAgain: () => void }) {
  const t = useText("plan");
  return (
    <Notice tone="danger" announce className="m-2">
      {t("loadFailed")}{" "}
      <Button size="small" onClick={onAgain}>
        {t("tryAgain")}
      </Button>
    </Notice>
  );
}
