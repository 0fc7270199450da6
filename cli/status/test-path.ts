/** Which files are tests, by the customs of their languages. */

const FOLDERS =
  /(?:^|\/)(?:__tests__|__mocks__|tests?|e2e|cypress|playwright|spec|specs|stories|androidTest|testing)\//i;
const FILES =
  /(?:\.(?:test|spec|cy|e2e|stories)\.[cm]?[jt]sx?|(?:^|\/)test_[^/]+\.py|_test\.(?:py|go)|(?:^|\/)conftest\.py|Tests?\.(?:java|kts?))$/;

export function isTestPath(path: string): boolean {
  return FOLDERS.test(path) || FILES.test(path);
}
