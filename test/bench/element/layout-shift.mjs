import { watchShifts } from '../../e2e/support/shifts.mjs';
import { printTable } from '../figures.mjs';
import { openElement, reaches, startCall } from './element-page.mjs';

const PANELS = ['verify', 'chat', 'devices', 'more'];
const WIDTHS = [375, 900, 1440];

/** A person who really presses: what moves in the half second after that is excused by the browser. */
const press = (page, part) => page.locator(`button[part~=${part}]`).click();

/** Sums of what has moved; `page`: what is around the element. */
function summed(shifts) {
  const sum = (wanted) => wanted.reduce((total, { value }) => total + value, 0);
  const counted = shifts.filter(({ hadRecentInput }) => !hadRecentInput);
  return {
    page: sum(counted.filter(({ moved }) => moved.length > 0)),
    inside: sum(counted.filter(({ moved }) => moved.length === 0)),
    excused: sum(shifts.filter(({ hadRecentInput }) => hadRecentInput)),
  };
}

/** One call. @returns what has moved at each step, on the side that presses */
async function measure(browser, stage, width) {
  const viewport = { width, height: 1_000 };
  const [caller, callee] = [
    await openElement(browser, viewport),
    await openElement(browser, viewport),
  ];
  const take = await watchShifts(caller);
  const steps = [];
  const step = async (label) => steps.push([label, summed(await take())]);
  const url = `test/e2e/pages/content-around.html`;
  for (const page of [caller, callee]) {
    await page.goto(stage.url(url));
    await page.locator('[part=devices-button]').waitFor();
  }
  await step('from the first picture to idle');
  await startCall(caller, callee);
  await caller.locator('[part=hangup-button]').waitFor();
  await step('calling');
  await callee.evaluate(() => document.querySelector('p2p-video-call').answer());
  await caller.locator('[part=remote-video][data-on]').waitFor();
  await reaches(caller, 'connected');
  await step('connected, answered on the other side');
  for (const panel of PANELS) {
    const part = `${panel}-button`;
    if (!(await caller.locator(`button[part~=${part}]`).isVisible())) continue;
    await press(caller, part);
    await caller.locator('[aria-expanded=true]').first().waitFor();
    await caller.keyboard.press('Escape');
  }
  await step('panels opened and closed by hand');
  await callee.evaluate(() => document.querySelector('p2p-video-call').toggleCamera(false));
  await caller.locator('[part=placeholder]').waitFor();
  await step('camera off, on the other side');
  await callee.evaluate(() => document.querySelector('p2p-video-call').hangup());
  await reaches(caller, 'ended');
  await step('ended by the other side');
  for (const page of [caller, callee]) await page.context().close();
  return steps;
}

/** What moves on a page with something above and below the element: layout shifts as the browser counts them. */
export async function measureLayoutShift(stage) {
  const browser = await stage.launch();
  try {
    for (const width of WIDTHS) {
      const steps = await measure(browser, stage, width);
      printTable(
        `Layout shift, ${width} wide (target: 0 of what is around the element)`,
        ['', 'around the element', 'within it', 'after a press'],
        steps.map(([label, { page, inside, excused }]) => [
          label,
          page.toFixed(4),
          inside.toFixed(4),
          excused.toFixed(4),
        ]),
      );
    }
  } finally {
    await browser.close();
  }
}
