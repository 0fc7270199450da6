"use client";

import { BellPlus, BellRing } from "lucide-react";
import { useEffect, useState } from "react";
import type { FollowTarget } from "../../../../../lib/notify/follow.ts";
import { Button } from "../../../../_ui/button.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { toast } from "../../../../_ui/toast.tsx";
import { followAction, isFollowingAction } from "../notification-actions.ts";

/** Follows something, or no more. Whether it is followed is asked once the page is there: nothing waits for it. */
export function FollowButton({ slug, kind, target, name }: FollowTarget & { slug: string; name: string }) {
  const t = useText("notice");
  const [followed, setFollowed] = useState<boolean>();
  useEffect(() => {
    let current = true;
    isFollowingAction(slug, { kind, target }).then(
      (known) => current && setFollowed(known),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [slug, kind, target]);
  function toggle() {
    const wanted = followed !== true;
    setFollowed(wanted);
    followAction(slug, { kind, target }, wanted)
      .catch(() => false)
      .then((kept) => {
        if (kept) return;
        setFollowed(!wanted);
        toast({ text: t("follow.failed"), tone: "danger" });
      });
  }
  return (
    <Button
      size="small"
      tone={followed ? "plain" : "quiet"}
      aria-pressed={followed ?? false}
      aria-label={t("follow.label", { name })}
      disabled={followed === undefined}
      onClick={toggle}
    >
      {followed ? <BellRing aria-hidden /> : <BellPlus aria-hidden />}
      {t(followed ? "follow.following" : "follow.follow")}
    </Button>
  );
}
