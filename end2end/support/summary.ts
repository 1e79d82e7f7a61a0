import type { FullResult, Reporter, TestCase } from "@playwright/test/reporter";

/** Ends the run with a line that counts the tests by result. */
export default class Summary implements Reporter {
  private tests = new Set<TestCase>();

  onTestEnd(test: TestCase) {
    this.tests.add(test);
  }

  onEnd(result: FullResult) {
    const outcomes = [...this.tests].map((test) => test.outcome());
    const passed = outcomes.filter((outcome) => outcome === "expected").length;
    const skipped = outcomes.filter((outcome) => outcome === "skipped").length;
    const failed = outcomes.length - passed - skipped;
    if (result.status !== "passed" && failed === 0) console.log(`The run ${result.status} before its tests could fail.`);
    console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
  }
}
