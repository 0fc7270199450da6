import { expect, it } from "vitest";
import { installLines } from "./install-lines.ts";

const installed = { host: "https://gabarit.example.com", slug: "my-shop", version: 3 };

it("installs with the token in a variable, never in a file that is committed", () => {
  expect(installLines("typescript", installed)).toBe(
    `echo '//gabarit.example.com/sdk/:_authToken=\${GABARIT_TOKEN}' >> .npmrc
npm i https://gabarit.example.com/sdk/my-shop@3.tgz`,
  );
  expect(installLines("python", installed)).toBe(
    'pip install "https://token:$GABARIT_TOKEN@gabarit.example.com/sdk/tracker_my_shop-3.0.0-py3-none-any.whl"',
  );
  expect(installLines("go", installed)).toBe(
    `export GOPROXY="https://token:$GABARIT_TOKEN@gabarit.example.com/sdk/go,https://proxy.golang.org,direct" GONOSUMDB=gabarit.local/my-shop
go get gabarit.local/my-shop@v1.3.0`,
  );
  expect(installLines("go", { ...installed, host: "http://localhost:3000" })).toContain("my-shop@3-go.zip");
  expect(installLines("java", installed)).toBe(
    `curl -fOH "Authorization: Bearer $GABARIT_TOKEN" https://gabarit.example.com/sdk/my-shop@3-java.zip
unzip my-shop@3-java.zip`,
  );
});
