import { relative } from 'node:path';

/** A file is reported as a test of its own, named after itself, if it holds no test or broke outside of one. */
function isFile({ name, file }) {
  return file !== undefined && (name === file || file.endsWith(`/${name}`));
}

/** @returns {import('./runners.mjs').Failure} */
function failureOf({ name, file, details }) {
  const where = file === undefined ? '' : `${relative('', file)} > `;
  const { error } = details;
  return { test: `${where}${name}`, message: error?.cause?.message ?? error?.message };
}

/** For `node --test`: writes a {@link import('./runners.mjs').Summary} of the whole run as JSON. */
export default async function* nodeSummaryReporter(events) {
  const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite') continue;
    if (data.skip !== undefined || data.todo !== undefined) total.skipped += 1;
    else if (type === 'test:fail') {
      total.failed += 1;
      total.failures.push(failureOf(data));
    } else if (!isFile(data)) total.passed += 1;
  }
  yield JSON.stringify(total);
}
