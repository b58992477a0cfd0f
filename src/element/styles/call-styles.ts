import { captionsStyles } from './captions.styles.js';
import { chatStyles } from './chat.styles.js';
import { pipStyles } from './pip.styles.js';
import { devicesStyles } from './devices.styles.js';
import { namesStyles } from './names.styles.js';
import { qualityStyles } from './quality.styles.js';
import { recordingStyles } from './recording.styles.js';
import { speakingStyles } from './speaking.styles.js';
import { stageStyles } from './stage.styles.js';
import { preferenceStyles } from './preferences.styles.js';
import { tilesStyles } from './tiles.styles.js';
import { toolbarStyles } from './toolbar.styles.js';
import { verificationStyles } from './verification.styles.js';

/** What only the screens of a call need. Fetched once the first screen is there. */
export const callStyles = [
  stageStyles,
  toolbarStyles,
  tilesStyles,
  verificationStyles,
  qualityStyles,
  recordingStyles,
  captionsStyles,
  speakingStyles,
  chatStyles,
  devicesStyles,
  namesStyles,
  // Last: whatever the others say, users have the last word.
  preferenceStyles,
].join('');

export { pipStyles };
