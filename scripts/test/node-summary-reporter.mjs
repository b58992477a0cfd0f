/** A file is reported as a test of its own, named after itself, if it holds no test or broke outside of one. */
function isFile({ name, file }) {
  return file !== undefined && (name === file || file.endsWith(`/${name}`));
}

/** For `node --test`: writes `{passed, failed, skipped}` of the whole run as JSON. */
export default async function* nodeSummaryReporter(events) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite') continue;
    if (data.skip !== undefined || data.todo !== undefined) total.skipped += 1;
    else if (type === 'test:fail') total.failed += 1;
    else if (!isFile(data)) total.passed += 1;
  }
  yield JSON.stringify(total);
}
