import { writeFileSync } from 'node:fs';

function* testsIn(suite) {
  yield* suite.tests;
  for (const inner of suite.suites) yield* testsIn(inner);
}

/** A file that could not be loaded, or broke outside of a test, has errors of its own: they count as one failure. */
function summarize(session) {
  const tests = session.testResults ? [...testsIn(session.testResults)] : [];
  const skipped = tests.filter((test) => test.skipped).length;
  const passed = tests.filter((test) => !test.skipped && test.passed).length;
  const failed = tests.length - passed - skipped;
  const brokeOutside = failed === 0 && session.passed !== true;
  return { passed, failed: failed + (brokeOutside ? 1 : 0), skipped };
}

/** For Web Test Runner: writes `{passed, failed, skipped}` of the whole run as JSON to `file`. */
export function browserSummaryReporter(file) {
  return {
    stop({ sessions }) {
      const total = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const summary = summarize(session);
        for (const key of Object.keys(total)) total[key] += summary[key];
      }
      writeFileSync(file, JSON.stringify(total));
    },
  };
}
