/** Proof that an actor may touch a workspace or project: only `lib/access` mints these, and every store function asks for one. */

import { UserError } from "../base/error.ts";
import { type Scope, scopeAllows } from "./scope.ts";

declare const proof: unique symbol;

export const ROLES = ["viewer", "editor", "admin", "owner"] as const;
export type Role = (typeof ROLES)[number];

export interface Actor {
  readonly kind: "person" | "token" | "system";
  readonly id: string;
  readonly name: string;
  /** What a token is narrowed to; absent or empty: everything its role may do. */
  readonly scopes?: readonly string[];
}

export interface AuthorizedWorkspace {
  readonly [proof]: "workspace";
  readonly workspaceId: string;
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly actor: Actor;
}

export interface AuthorizedProject {
  readonly [proof]: "project";
  readonly projectId: string;
  /** The project's key in the event store. */
  readonly number: number;
  readonly workspaceId: string;
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly actor: Actor;
  /** IANA name; local days of every question. */
  readonly timeZone: string;
  /** ISO weekday: 1 = Monday ... 7 = Sunday. */
  readonly weekStart: number;
  /** ISO 4217. */
  readonly currency: string;
  /** When the actor's access ends; absent when it does not. */
  readonly accessEndsAt?: Date;
}

/** True when `role` may do what `atLeast` may do. */
export function mayActAs(role: Role, atLeast: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(atLeast);
}

/** Throws `forbidden` unless the proof's role may do what `atLeast` may do. Every store function that writes calls this. */
export function requireRole(authorized: { readonly role: Role }, atLeast: Role): void {
  if (!mayActAs(authorized.role, atLeast)) throw new UserError("forbidden", { data: { needs: atLeast } });
}

/** Whether what its token is narrowed to leaves this to an actor; people are not narrowed. */
export function isInScope({ scopes = [] }: Actor, needed: Scope): boolean {
  return scopeAllows(scopes, needed);
}
