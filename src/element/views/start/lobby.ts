import { idleScreen } from './idle.js';
import { KIT } from '../frame/kit.js';
import { openingScreen } from './offline.js';
import type { Screen, View } from '../frame/view.js';

/** Online, without a call: before a room or in it, or where there is none. */
export function lobby(view: View): Screen {
  const { files, isExpected } = view.meeting;
  if (files?.session.plan) return files.screen(KIT, view, files.session);
  return !files && isExpected ? openingScreen(view) : idleScreen(view);
}
