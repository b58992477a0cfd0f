import type { CallTools } from '../../controllers/call-tools.js';
import type { View } from './view.js';

/** They come together with the templates that use them. */
export function toolsOf({ callFiles }: View): CallTools {
  if (callFiles === null) throw new Error('The screen of a call is there before its tools are.');
  return callFiles.tools;
}
