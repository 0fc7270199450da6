/** People besides the first owner: invited by a link, each in a browser of their own. */

import { expect, type Page } from "@playwright/test";
import { openAs } from "../journey.ts";
import { revealed, sendBareForm } from "./bare-form.ts";

export interface Invited {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** The browser in which the invitation was accepted. */
  readonly page: Page;
}

const MEMBERS = "/en/boutique/settings/members";

type InvitedRole = "viewer" | "editor" | "admin";

/** Invites an address under a role; answers the link that is shown once. */
export async function invite(page: Page, email: string, role: InvitedRole): Promise<string> {
  await page.goto(MEMBERS);
  const form = page.getByRole("form", { name: "Invitations" });
  await form.getByLabel("E-mail").fill(email);
  await form.getByLabel("Role").selectOption(role);
  await form.getByRole("button", { name: "Make an invitation" }).click();
  const link = form.locator("[data-revealed=link]");
  await expect(link).toBeVisible();
  return (await link.textContent()) ?? "";
}

function newPerson(name: string): Omit<Invited, "page"> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}.${Date.now().toString(36)}@atelier.example`;
  return { name, email, password: `${name} walks along the sea` };
}

/** Somebody who was invited and has an account, signed in in a browser of their own that shows nothing yet. */
export async function join(page: Page, name: string, role: InvitedRole): Promise<Invited> {
  const person = newPerson(name);
  const values = { email: person.email, role, accessEndsAt: "" };
  const link = await revealed(await sendBareForm(page.request, MEMBERS, "accessEndsAt", values), "link");
  const theirs = await openAs(page, undefined);
  const { password } = person;
  await sendBareForm(theirs.request, new URL(link).pathname.replace(/^(?=\/invitation)/, "/en"), "password", {
    name,
    password,
  });
  return { ...person, page: theirs };
}

/** Invites somebody on the page of members, who accepts in a browser of their own with a new account. */
export async function joinByHand(page: Page, name: string, role: InvitedRole): Promise<Invited> {
  const person = newPerson(name);
  const link = await invite(page, person.email, role);
  const theirs = await openAs(page, undefined);
  await theirs.goto(link);
  await expect(theirs.getByText(`The invitation is for ${person.email}.`)).toBeVisible();
  await theirs.getByLabel("Your name").fill(name);
  await theirs.getByLabel("Password").fill(person.password);
  await theirs.getByRole("button", { name: "Create your account and join" }).click();
  await theirs.waitForURL(/\/en\/[a-z0-9-]+$/);
  return { ...person, page: theirs };
}

/** Signs in with e-mail and password. */
export async function signIn(page: Page, person: { readonly email: string; readonly password: string }): Promise<void> {
  await page.goto("/en/sign-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/en\/(?!sign-in)[a-z0-9-]+$/);
}
