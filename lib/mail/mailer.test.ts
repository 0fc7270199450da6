/** Letters through a real mail server. */

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { invitationLetter, resetLetter } from "./letters.ts";
import { isMailOn, type Letter, sendLetter } from "./mailer.ts";
import { type MailSink, startMailSink, useMailServer } from "./testing.ts";

let sink: MailSink | undefined;
afterEach(async () => {
  await sink?.stop();
  sink = undefined;
});

const letter: Letter = { subject: "Été: 1 €", text: "Bonjour\n", html: "<p>Bonjour</p>" };

async function through(options: Parameters<typeof startMailSink>[0], more = ""): Promise<MailSink> {
  sink = await startMailSink(options);
  useMailServer(`smtp://127.0.0.1:${sink.port}${more}`);
  return sink;
}

describe("a letter", () => {
  it("goes nowhere without a mail server, and says so", async () => {
    useMailServer(undefined);
    expect(isMailOn()).toBe(false);
    expect(await sendLetter("a@example.test", letter)).toBe("off");
  });

  it("arrives as text and HTML, from the installation, to one address", async () => {
    const { letters } = await through({});
    expect(isMailOn()).toBe(true);
    expect(await sendLetter("ada@example.test", letter)).toBe("sent");
    expect(letters).toMatchObject([
      { from: "gabarit@gabarit.example.test", to: ["ada@example.test"], text: "Bonjour" },
    ]);
    expect(letters[0]?.html).toContain("<p>Bonjour</p>");
    expect(letters[0]?.headers.get("auto-submitted")).toBe("auto-generated");
    expect(letters[0]?.headers.get("from")).toBe("Gabarit <gabarit@gabarit.example.test>");
  });

  it("comes from whom the address of the server says", async () => {
    const { letters } = await through({}, "?from=plan@shop.example");
    await sendLetter("ada@example.test", letter);
    expect(letters[0]?.from).toBe("plan@shop.example");
  });

  it("signs in with the user and password of the address", async () => {
    const seen: unknown[] = [];
    sink = await startMailSink({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => {
        seen.push(username, password);
        done(null, { user: username });
      },
    });
    useMailServer(`smtp://plan%40shop.example:p%40ss@127.0.0.1:${sink.port}`);
    expect(await sendLetter("ada@example.test", letter)).toBe("sent");
    expect(seen).toEqual(["plan@shop.example", "p@ss"]);
    expect(sink.letters[0]?.from).toBe("plan@shop.example");
  });

  it("is never sent to a list, nor with a header of someone else's", async () => {
    const { letters } = await through({});
    for (const to of ["a@x.test, b@x.test", "a@x.test\r\nBcc: b@x.test", "Ada <a@x.test>", "nobody", ""])
      expect(await sendLetter(to, letter), to).toBe("failed");
    expect(letters).toEqual([]);
    const hostile = invitationLetter("en", {
      workspace: "Shop\r\nBcc: b@x.test\r\n\r\n<script>",
      inviter: "Eve",
      role: "viewer",
      url: "https://gabarit.example.test/en/invitation/x",
      days: 7,
    });
    expect(await sendLetter("a@x.test", hostile)).toBe("sent");
    expect(letters[0]?.to).toEqual(["a@x.test"]);
    expect(letters[0]?.headers.has("bcc")).toBe(false);
    expect(letters[0]?.html).not.toContain("<script>");
    expect(letters[0]?.html).toContain("&lt;script&gt;");
  });
});

describe("a server that fails", () => {
  it("is told, not thrown: no server, a refusal, a password that is not sent in the clear", async () => {
    useMailServer("smtp://127.0.0.1:1");
    expect(await sendLetter("a@x.test", letter)).toBe("failed");
    await through({ onRcptTo: (_address, _session, done) => done(new Error("no such user")) });
    expect(await sendLetter("a@x.test", letter)).toBe("failed");
    await sink?.stop();
    // It offers no STARTTLS, and the address demands it.
    const { letters } = await through({ allowInsecureAuth: true }, "?tls=required");
    expect(await sendLetter("a@x.test", letter)).toBe("failed");
    expect(letters).toEqual([]);
  });

  it("that hangs up or talks nonsense is no different", async () => {
    const sockets = new Set<Socket>();
    const odd = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
      if (sockets.size === 1) socket.destroy();
      else socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    }).listen(0, "127.0.0.1");
    await once(odd, "listening");
    useMailServer(`smtp://127.0.0.1:${(odd.address() as AddressInfo).port}`);
    expect(await sendLetter("a@x.test", letter)).toBe("failed");
    expect(await sendLetter("a@x.test", letter)).toBe("failed");
    odd.close();
  });
});

describe("the letters of the product", () => {
  const url = "https://gabarit.example.test/fr/invitation/abc";

  it("say the same in text and HTML, in the reader's language", () => {
    const given = { workspace: "Maison <Lin> & fils", inviter: "Ada", role: "editor", url, days: 7 } as const;
    const english = invitationLetter("en", given);
    expect(english.subject).toBe("Invitation to Maison <Lin> & fils on Gabarit");
    expect(english.text).toContain("Ada invites you to the workspace Maison <Lin> & fils on Gabarit, as editor.");
    expect(english.text).toContain(`\n\n${url}\n\n`);
    expect(english.text).toContain("within 7 days");
    const french = invitationLetter("fr", given);
    expect(french.html).toContain('<html lang="fr">');
    expect(french.html).toContain("Ada vous invite à rejoindre l’espace de travail Maison &lt;Lin&gt; &amp; fils");
    expect(french.html).toContain(`href="${url}"`);
    expect(french.text).toContain("pendant 7 jours");
  });

  it("tell whether the person or an owner asked for a new password", () => {
    const given = { email: "a@x.test", url, hours: 24 };
    expect(resetLetter("en", given).text).toContain(
      "Someone asked for a new password for the Gabarit account a@x.test.",
    );
    expect(resetLetter("fr", { ...given, owner: "Ada" }).text).toContain("Ada a créé un lien");
  });
});
