"use client";

import { useState, useTransition } from "react";
import type { Role } from "../../../../../../lib/access/authorized.ts";
import { answeredAction } from "../../../../../_access/answered-action.ts";
import { EMPTY_FORM, type FormAction } from "../../../../../_access/form.ts";
import { useFailureText } from "../../../../../_access/form-failure.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";

/** The role of a member, changed where it stands; a refusal puts the old one back and says why. */
export function RoleSelect(props: {
  action: FormAction;
  project: string;
  person: string;
  name: string;
  role: Role;
  roles: readonly Role[];
}) {
  const t = useText("settings");
  const roleName = useText("shell");
  const failureText = useFailureText();
  const [role, setRole] = useState(props.role);
  const [pending, startTransition] = useTransition();
  function change(next: Role) {
    const before = role;
    setRole(next);
    startTransition(async () => {
      const data = new FormData();
      for (const [key, value] of Object.entries({
        project: props.project,
        person: props.person,
        name: props.name,
        role: next,
      }))
        data.set(key, value);
      const state = await answeredAction(props.action)(EMPTY_FORM, data);
      if (!state.ok) setRole(before);
      const text = failureText(state) ?? state.message ?? Object.values(state.fields)[0];
      if (text) toast({ text, ...(state.ok ? {} : { tone: "danger" as const }) });
    });
  }
  return (
    <Select
      size="small"
      aria-label={t("members.roleOf", { name: props.name })}
      value={role}
      disabled={pending}
      onChange={(event) => change(event.currentTarget.value as Role)}
      options={props.roles.map((value) => ({ value, label: roleName(`role.${value}`) }))}
      className="w-36"
    />
  );
}
