import * as core from '/dist/core.js';
import { packageCall } from './package-call.js';

export const { open, dial, answer, hangUp } = packageCall(core);
