import { expect, it } from "vitest";
import { RequestFigures } from "./request-figures.ts";

it("counts requests by status, and their times in cumulative buckets", () => {
  const figures = new RequestFigures();
  figures.count("ingest", 200, 0.001);
  figures.count("ingest", 200, 0.005);
  figures.count("ingest", 503, 0.3);
  figures.count("page", 200, 60);
  const lines = figures.text().split("\n");
  expect(lines).toContain('gabarit_http_requests_total{surface="ingest",status="200"} 2');
  expect(lines).toContain('gabarit_http_requests_total{surface="ingest",status="503"} 1');
  expect(lines).toContain('gabarit_http_request_seconds_bucket{le="0.005",surface="ingest"} 2');
  expect(lines).toContain('gabarit_http_request_seconds_bucket{le="0.25",surface="ingest"} 2');
  expect(lines).toContain('gabarit_http_request_seconds_bucket{le="0.5",surface="ingest"} 3');
  expect(lines).toContain('gabarit_http_request_seconds_bucket{le="10",surface="page"} 0');
  expect(lines).toContain('gabarit_http_request_seconds_bucket{le="+Inf",surface="page"} 1');
  expect(lines).toContain('gabarit_http_request_seconds_sum{surface="page"} 60');
});
