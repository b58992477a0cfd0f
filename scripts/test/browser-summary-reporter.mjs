import { writeFileSync } from 'node:fs';

function* testsIn(suite, path = []) {
  for (const test of suite.tests) yield { ...test, path: [...path, test.name] };
  for (const inner of suite.suites) yield* testsIn(inner, [...path, inner.name]);
}

/** @returns {import('./runners.mjs').Failure} */
function failureOf(session, path, error) {
  return { test: [session.testFile, ...path].join(' > '), message: error?.message ?? 'no message' };
}

/** A file that could not be loaded, or broke outside of a test, has errors of its own: they count as one failure. */
function summarize(session) {
  const tests = session.testResults ? [...testsIn(session.testResults)] : [];
  const skipped = tests.filter((test) => test.skipped).length;
  const passed = tests.filter((test) => !test.skipped && test.passed).length;
  const failures = tests
    .filter((test) => !test.skipped && !test.passed)
    .map(({ path, error }) => failureOf(session, path, error));
  if (failures.length === 0 && session.passed !== true)
    failures.push(failureOf(session, [], session.errors[0]));
  return { passed, failed: failures.length, skipped, failures };
}

/** For Web Test Runner: writes a {@link import('./runners.mjs').Summary} of the whole run as JSON to `file`. */
export function browserSummaryReporter(file) {
  return {
    stop({ sessions }) {
      const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
      for (const session of sessions) {
        const { failures, ...counts } = summarize(session);
        for (const key of Object.keys(counts)) total[key] += counts[key];
        total.failures.push(...failures);
      }
      writeFileSync(file, JSON.stringify(total));
    },
  };
}
