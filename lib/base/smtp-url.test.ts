import { describe, expect, it } from "vitest";
import { readSmtpUrl } from "./smtp-url.ts";

describe("the address of a mail server", () => {
  it("gives host, port, user and sender, percent-encoding undone", () => {
    expect(readSmtpUrl("smtp://plan%40shop.example:p%40ss%2Fword@mail.example.com")).toEqual({
      host: "mail.example.com",
      port: 587,
      secure: false,
      startTls: "required",
      user: { name: "plan@shop.example", password: "p@ss/word" },
      from: "plan@shop.example",
    });
    expect(readSmtpUrl("smtps://relay:x@10.0.0.7?from=gabarit@shop.example")).toEqual({
      host: "10.0.0.7",
      port: 465,
      secure: true,
      startTls: "required",
      user: { name: "relay", password: "x" },
      from: "gabarit@shop.example",
    });
    expect(readSmtpUrl("smtp://[::1]:2525")).toMatchObject({ host: "::1", port: 2525, startTls: "optional" });
  });

  it("demands encryption for a password that leaves this machine, unless told otherwise", () => {
    const startTls = (url: string) => readSmtpUrl(url)?.startTls;
    expect(startTls("smtp://a:b@mail.example.com")).toBe("required");
    expect(startTls("smtp://a:b@mail.example.com?tls=optional")).toBe("optional");
    expect(startTls("smtp://a:b@127.0.0.1:25")).toBe("optional");
    expect(startTls("smtp://mail.example.com:25")).toBe("optional");
    expect(startTls("smtp://mail.example.com:25?tls=off")).toBe("off");
  });

  it("is refused when it says something else, or something that no header may hold", () => {
    for (const text of [
      "",
      "mail.example.com",
      "smtp://",
      "http://mail.example.com",
      "smtp://mail.example.com/inbox",
      "smtp://mail.example.com?pool=true",
      "smtp://mail.example.com?tls=maybe",
      "smtp://mail.example.com?from=nobody",
      "smtp://mail.example.com?from=a@b.example%0d%0aBcc:x@y.example",
      "smtp://mail.example.com?from=a@b.example,c@d.example",
      "smtp://%ff:x@mail.example.com",
      "smtp://:secret@mail.example.com",
    ])
      expect(readSmtpUrl(text), text).toBeUndefined();
  });
});
