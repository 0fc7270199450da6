import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { isUserError } from "../base/error.ts";
import { isPublicAddress, outgoingLookup, outgoingUrl } from "./outgoing-address.ts";

const REFUSED = [
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0177.0.0.1/",
  "http://0/",
  "http://0.0.0.0/",
  "http://10.0.0.1/",
  "http://172.16.0.1/",
  "http://192.168.1.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://100.64.0.1/",
  "http://198.18.0.1/",
  "http://224.0.0.1/",
  "http://255.255.255.255/",
  "http://[::1]/",
  "http://[::]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[64:ff9b::7f00:1]/",
  "http://[2002:7f00:1::]/",
  "http://[2001:0:7f00:1::]/",
  "http://[fe80::1]/",
  "http://[fc00::1]/",
  "http://[ff02::1]/",
  "http://localhost/",
  "http://LOCALHOST./",
  "http://localhost.localdomain.localhost/",
  "http://app.localhost/",
  "http://printer.local/",
  "http://metadata.google.internal/",
  "http://postgres/",
  "http://①②⑦.⓪.⓪.①/",
  "http://user:pass@example.com/",
  "http://example.com@127.0.0.1/",
  "https://example.com:5432/",
  "https://example.com:8123/",
  "https://example.com:22/",
  "ftp://example.com/",
  "file:///etc/passwd",
  "gopher://example.com/",
  "javascript:alert(1)",
  "data:text/plain,x",
  "//example.com/",
  "example.com",
  "",
];

describe("outgoing addresses", () => {
  it.each(REFUSED)("refuses %s", (text) => {
    expect(() => outgoingUrl(text)).toThrow();
    try {
      outgoingUrl(text);
    } catch (error) {
      expect(isUserError(error) && error.code).toBe("invalid_input");
    }
  });

  it("allows the public internet", () => {
    for (const text of [
      "https://hooks.example.com/x?y=1",
      "http://93.184.216.34/",
      "https://[2606:2800:220:1:248:1893:25c8:1946]/",
      "https://example.com:8443/",
    ])
      expect(outgoingUrl(text).href).toBe(text);
  });

  it("allows private ones where they are permitted, and no others", () => {
    const permitted = ["10.0.0.0/8", "127.0.0.1", "fd00::/8"];
    for (const text of ["http://10.1.2.3:9000/", "http://127.0.0.1:5001/", "http://[fd00::1]/", "http://hooks:8000/x"])
      expect(outgoingUrl(text, permitted).href).toBe(text);
    for (const text of [
      "http://192.168.1.1/",
      "http://127.0.0.2/",
      "http://[::1]/",
      "ftp://10.1.2.3/",
      "http://u:p@10.1.2.3/",
    ])
      expect(() => outgoingUrl(text, permitted), text).toThrow();
  });

  it("tells public from every other kind of address", () => {
    for (const address of ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
      expect(isPublicAddress(address), address).toBe(true);
    for (const address of [
      "",
      "x",
      "127.0.0.1",
      "::1",
      "10.1.2.3",
      "2002:a00:1::",
      "64:ff9b::a00:1",
      "::ffff:10.0.0.1",
      "192.0.2.1",
      "fec0::1",
      "200::1",
      "3a::1",
    ])
      expect(isPublicAddress(address), address).toBe(false);
  });
});

describe("look-up at connect time", () => {
  /** A real request through the look-up, the name answered by `addresses`. */
  async function connect(
    addresses: readonly string[],
    permitted: readonly string[] = [],
    asked: { readonly port: string } = { port: "" },
  ): Promise<string> {
    const server = createServer((_, res) => res.end("reached"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const lookup = outgoingLookup(asked, permitted, (_, __, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      ),
    );
    try {
      return await new Promise((resolve) => {
        get({ host: "rebinding.example.com", port, lookup, timeout: 2000 }, () => resolve("reached")).on(
          "error",
          (error) => resolve((error as NodeJS.ErrnoException).code ?? "failed"),
        );
      });
    } finally {
      server.close();
    }
  }

  it("refuses a name that leads to this machine, even among good answers", async () => {
    expect(await connect(["127.0.0.1"])).toBe("ENOTPUBLIC");
    expect(await connect(["8.8.8.8", "127.0.0.1"])).toBe("ENOTPUBLIC");
    expect(await connect([])).toBe("ENOTPUBLIC");
  });

  it("reaches a permitted one, and nothing beside it", async () => {
    expect(await connect(["127.0.0.1"], ["127.0.0.0/8"])).toBe("reached");
    expect(await connect(["127.0.0.1", "10.0.0.1"], ["127.0.0.0/8"])).toBe("ENOTPUBLIC");
  });

  it("reaches other ports in a permitted range only, whatever else is permitted", async () => {
    const permitted = ["127.0.0.0/8"];
    expect(await connect(["127.0.0.1"], permitted, { port: "9000" })).toBe("reached");
    expect(await connect(["8.8.8.8"], permitted, { port: "9000" })).toBe("ENOTPUBLIC");
    expect(await connect(["127.0.0.1", "8.8.8.8"], permitted, { port: "9000" })).toBe("ENOTPUBLIC");
    for (const text of ["http://8.8.8.8:9000/", "http://[2001:4860:4860::8888]:5432/"])
      expect(() => outgoingUrl(text, permitted), text).toThrow();
  });

  it("hands public answers on, one or all", async () => {
    const lookup = outgoingLookup({ port: "" }, [], (_, __, done) => done(null, [{ address: "8.8.8.8", family: 4 }]));
    const one = await new Promise((resolve) => lookup("x", {}, (_, address) => resolve(address)));
    const all = await new Promise((resolve) => lookup("x", { all: true }, (_, address) => resolve(address)));
    expect([one, all]).toEqual(["8.8.8.8", [{ address: "8.8.8.8", family: 4 }]]);
  });
});
