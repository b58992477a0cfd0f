/** Writes one picture with all of a scene's on it: a row for each language. */
export async function writeSheet(page, path, pictures) {
  const rows = groupBy(pictures, ({ row }) => row);
  const cells = ({ name, buffer }) =>
    `<img title="${name}" src="data:image/png;base64,${buffer.toString('base64')}">`;
  const lines = [...rows].map(
    ([title, row]) => `<section><p>${title}</p>${row.map(cells).join('')}</section>`,
  );
  await page.setViewportSize({ width: 1500, height: 900 });
  await page.setContent(`<!doctype html><style>
    body { margin: 12px; font: 14px sans-serif; background: #888; }
    section { display: flex; gap: 12px; align-items: start; margin-bottom: 12px; }
    p { width: 4em; margin: 0; }
    img { height: 420px; }
  </style>${lines.join('')}`);
  await page.screenshot({ path, fullPage: true });
}

/** As `Map.groupBy`, which Node 20 does not have. */
function groupBy(values, keyOf) {
  const groups = new Map();
  for (const value of values) {
    const key = keyOf(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}
