import * as core from '/base/dist/core.js';
import { packageCall } from './package-call.js';

/** Another build of this package. */
export const { open, dial, answer, hangUp } = packageCall(core);
