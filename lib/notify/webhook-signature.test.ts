import { createHmac, timingSafeEqual } from "node:crypto";
import { expect, it } from "vitest";
import { newWebhookSecret, signedHeaders } from "./webhook-signature.ts";

/** As a receiver verifies: the steps of the specification, none of our code. */
function isGenuine(secret: string, headers: Readonly<Record<string, string>>, body: string): boolean {
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const expected = createHmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
    .update(signed)
    .digest();
  return (headers["webhook-signature"] ?? "").split(" ").some((one) => {
    const [version, given = ""] = one.split(",");
    const bytes = Buffer.from(given, "base64");
    return version === "v1" && bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}

const message = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330, body: '{"test": 2432232314}' };

it("signs as the example of the specification", () => {
  expect(signedHeaders(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], message)).toEqual({
    "webhook-id": message.id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

it("is verified with either secret while one replaces the other, and with no third", () => {
  const [now, before, other] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
  const headers = signedHeaders([now, before], message);
  expect(isGenuine(now, headers, message.body)).toBe(true);
  expect(isGenuine(before, headers, message.body)).toBe(true);
  expect(isGenuine(other, headers, message.body)).toBe(false);
  expect(isGenuine(now, headers, `${message.body} `)).toBe(false);
  expect(isGenuine(now, { ...headers, "webhook-timestamp": "1614265331" }, message.body)).toBe(false);
  expect(Buffer.from(now.slice(6), "base64")).toHaveLength(32);
});
