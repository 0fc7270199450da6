import { describe, expect, it } from "vitest";
import { newBundle, newEvent, newProperty, newTrait } from "../plan/new-object.ts";
import type { Plan, Property } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { registerOf } from "../plan/register.ts";
import { blocksHtml, blocksMarkdown } from "./block-text.ts";
import { noticeBlocks } from "./notice.ts";
import { missingLines, periodText, registerLines, wordsOfKey } from "./register-text.ts";

const property = (id: string, name: string, more: Partial<Property> = {}) =>
  newProperty({ id, name, type: { kind: "string" }, ...more });
const mail = { displayName: { en: "E-mail address", fr: "Adresse e-mail" }, privacy: "personal" as const };

/** Two events and a person's profile, a purpose with a recipient in a third country. */
const plan: Plan = {
  ...referencePlan,
  settings: {
    ...referencePlan.settings,
    purposes: [
      {
        key: "orders",
        name: { en: "Orders", fr: "Commandes" },
        description: { en: "To deliver.", fr: "Pour livrer." },
        legalBasis: "contract",
        recipients: ["Analytics Ltd", "Postes <du> Nord"],
        retentionDays: 730,
      },
    ],
    controller: "Shop SA",
    controllerContact: "privacy@shop.example",
    securityMeasures: { en: "Encrypted.", fr: "Chiffrées." },
  },
  decisions: [{ id: "dec_stock", name: { en: "What to stock", fr: "Quoi stocker" }, description: {} }],
  metrics: [{ id: "met_sales", name: {}, description: {}, decisions: ["dec_stock"], formula: {} }],
  bundles: [newBundle({ id: "bdl_who", name: "Who", properties: [property("prp_mail", "email", mail)] })],
  userProperties: [
    newTrait({ id: "prp_city", name: "home_city", type: { kind: "string" }, privacy: "personal", retentionDays: 30 }),
  ],
  groupTypes: [],
  journeys: [],
  events: [
    newEvent({
      id: "evt_bought",
      name: "Order Completed",
      identifier: "orderCompleted",
      privacy: "pseudonymous",
      consentPurpose: "orders",
      bundles: ["bdl_who"],
      serves: { decisions: [], metrics: ["met_sales"] },
      properties: [property("prp_color", "color")],
    }),
    newEvent({
      id: "evt_asked",
      name: "Help Asked",
      identifier: "helpAsked",
      consentPurpose: "orders",
      bundles: ["bdl_who"],
      properties: [property("prp_ill", "illness", { privacy: "sensitive", consentPurpose: "care" })],
    }),
  ],
};

describe("the register", () => {
  it("has a row per category of data and purpose, with where it is collected and what it serves", () => {
    const lines = registerLines(plan, "en");
    expect(lines.map(({ data, where, purpose }) => [data, where, purpose])).toEqual([
      ["Illness", "Help Asked", "care"],
      ["E-mail address", "Order Completed, Help Asked", "Orders"],
      ["Home city", "The person’s profile", ""],
      ["That it happened", "Order Completed", "Orders"],
      ["Automatic properties", "Order Completed, Help Asked", "Orders"],
      ["What recognises a person", "Order Completed, Help Asked", "Orders"],
    ]);
    expect(lines[1]).toMatchObject({
      key: "email",
      decisions: "What to stock",
      why: "To deliver.",
      basis: "Performance of a contract",
      class: "Personal",
      people: "Customers and visitors.",
      retention: "2 years",
      recipients: "Analytics Ltd (United States) – Measures the audience for us.; Postes <du> Nord",
      transfers: "Analytics Ltd (United States)",
      safeguards: "Standard contractual clauses.",
      security: "Encrypted.",
      controller: "Shop SA",
      contact: "privacy@shop.example",
    });
    expect(lines[2]).toMatchObject({ retention: "30 days", recipients: "", basis: "" });
  });

  it("has what comes with every event, and what people are recognised by", () => {
    const lines = registerLines(plan, "fr");
    expect(lines[4]).toMatchObject({
      key: referencePlan.settings.automatic.join(", "),
      description: expect.stringContaining("Type d’appareil, Système d’exploitation"),
      class: "Pseudonyme",
      retention: "2 ans",
    });
    expect(lines[5]).toMatchObject({ description: "Customer number of the shop", class: "Personnelle" });
    const none = { ...plan, settings: { ...plan.settings, automatic: [], canonicalUserId: " " } };
    expect(registerLines(none, "en")).toHaveLength(4);
  });

  it("keeps apart what has the same key and is said to be something else", () => {
    const [bundle] = plan.bundles;
    if (!bundle) throw new Error("The plan has a bundle.");
    const other = property("prp_other", "email", { ...mail, displayName: { en: "Address of a friend" } });
    const events = plan.events.map((event) => (event.id === "evt_asked" ? { ...event, properties: [other] } : event));
    const rows = registerLines({ ...plan, events }, "en").filter(({ key }) => key === "email");
    expect(rows.map(({ data, where }) => [data, where])).toEqual([
      ["Address of a friend", "Help Asked"],
      ["E-mail address", "Order Completed, Help Asked"],
    ]);
  });

  it("asks for a purpose once for each event and property, wherever it is carried", () => {
    const events = plan.events.map(({ consentPurpose: _, ...event }) => ({ ...event, privacy: "personal" as const }));
    const missing = registerOf({ ...plan, events }).missing.filter(({ kind }) => kind === "no_purpose");
    expect(missing.map(({ path, name }) => [path, name])).toEqual([
      ["bundle/bdl_who/properties/prp_mail", "email"],
      ["user_property/prp_city", "home_city"],
      ["event/evt_bought", "Order Completed"],
      ["event/evt_asked", "Help Asked"],
      ["plan/settings/automatic", ""],
      ["plan/settings/canonicalUserId", ""],
    ]);
    const texts = missingLines({ ...plan, events }, "en").map(({ text }) => text);
    expect(texts).toContain("The purpose of “Automatic properties”");
  });

  it("speaks French", () => {
    expect(registerLines(plan, "fr")[1]).toMatchObject({
      data: "Adresse e-mail",
      basis: "Exécution d’un contrat",
      retention: "2 ans",
      transfers: "Analytics Ltd (États-Unis)",
    });
  });

  it("tells what the plan leaves unsaid, with the place to say it", () => {
    expect(registerOf(plan).missing).toEqual([
      { kind: "recipient_country", name: "Postes <du> Nord", path: "plan/settings/recipientDetails/Postes <du> Nord" },
      { kind: "undeclared_purpose", name: "care", path: "plan/settings/purposes" },
      { kind: "no_purpose", name: "home_city", path: "user_property/prp_city" },
      { kind: "no_retention", name: "Help Asked › illness", path: "event/evt_asked/properties/prp_ill" },
    ]);
    expect(missingLines(plan, "fr")[2]?.text).toBe("La finalité de «\u00a0home_city\u00a0»");
    const bare = registerOf({ ...referencePlan, settings: { ...referencePlan.settings, dataSubjects: { en: "All" } } });
    expect(bare.missing.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["controller", "contact", "people", "security", "purpose_text"]),
    );
  });

  it("asks for the safeguards of a transfer, and for no others", () => {
    const [first] = referencePlan.settings.recipientDetails;
    if (!first) throw new Error("The reference plan describes a recipient.");
    const unsafe = (country: string) => {
      const recipientDetails = [{ ...first, country, safeguards: {} }];
      const changed = { ...plan, settings: { ...plan.settings, recipientDetails } };
      return registerOf(changed).missing.filter(({ kind }) => kind === "safeguards").length;
    };
    expect([unsafe("US"), unsafe("DE")]).toEqual([1, 0]);
  });

  it("lists nothing of no privacy class", () => {
    expect(registerOf(plan).rows.some(({ name }) => name === "color")).toBe(false);
  });
});

describe("the notice", () => {
  it("says for each purpose what, why, on which ground, how long and who receives it", () => {
    const text = blocksMarkdown(noticeBlocks(plan, "en"));
    expect(text).toContain("Shop SA answers for the data described here.");
    expect(text).toContain(
      "### Orders\n\nTo deliver.\n\n- What we collect: e-mail address; what you do: Order Completed; what comes with each action and what we recognise you by, told below.",
    );
    expect(text).toContain("- Legal basis: Performance of a contract. We need it to provide what you asked us for.");
    expect(text).toContain("- How long we keep it: 2 years.");
    expect(text).toContain("- Who receives it: Analytics Ltd (United States) and Postes \\<du\\> Nord.");
    expect(text).toContain("- Analytics Ltd is outside the European Economic Area. Standard contractual clauses.");
    expect(text).toContain("To use these rights, write to privacy@shop.example.");
    // Nobody was asked for consent, so there is none to withdraw.
    expect(text).not.toContain("withdraw");
  });

  it("tells what no purpose is named for, in a section of its own", () => {
    const text = blocksMarkdown(noticeBlocks(plan, "fr"));
    expect(text).toMatch(/### Autres données\n\n- Ce que nous collectons\s: home city\.\n- Combien de temps/);
    const { userProperties: _, ...rest } = plan;
    expect(blocksMarkdown(noticeBlocks({ ...rest, userProperties: [] }, "fr"))).not.toContain("Autres données");
  });

  it("prints no hole, and nothing of a plan as markup", () => {
    const bare = { ...referencePlan, settings: { ...referencePlan.settings, canonicalUserId: "" } };
    for (const language of ["en", "fr"] as const)
      for (const block of noticeBlocks(bare, language))
        for (const text of block.kind === "list" ? block.items : [block.text]) {
          expect(text).not.toMatch(/undefined|: ?\./);
          expect(text.trim()).not.toBe("");
        }
    const html = blocksHtml(noticeBlocks(plan, "fr"), "fr");
    expect(html).toContain("Postes &lt;du&gt; Nord");
    expect(html).toContain('<article lang="fr">\n<h1>Vos données\u00a0: ce que nous collectons, et pourquoi</h1>');
  });
});

it("tells periods and keys as people do", () => {
  expect([periodText(395, "en"), periodText(365, "en"), periodText(1, "fr")]).toEqual([
    "395 days",
    "1 year",
    "1\u00a0jour",
  ]);
  expect([wordsOfKey("shippingAddress.zip_code"), wordsOfKey("firstName"), wordsOfKey("lines[].sku")]).toEqual([
    "Zip code",
    "First name",
    "Sku",
  ]);
});
