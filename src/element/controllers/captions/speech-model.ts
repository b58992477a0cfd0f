import { languageCandidates } from './spoken-language.js';

// https://webaudio.github.io/web-speech-api/#speechreco-section, as far as it is used here. TypeScript does not know it.

export interface SpeechResult {
  readonly isFinal: boolean;
  readonly 0?: { readonly transcript: string };
}

export interface SpeechResultEvent extends Event {
  readonly resultIndex: number;
  readonly results: ArrayLike<SpeechResult>;
}

export interface SpeechErrorEvent extends Event {
  readonly error: string;
}

export interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally: boolean;
  quality?: string;
  start(track: MediaStreamTrack): void;
  abort(): void;
}

interface SpeechOptions {
  readonly langs: readonly string[];
  readonly processLocally: true;
  readonly quality?: string | undefined;
}

interface RecognitionClass {
  new (): Recognition;
  available(options: SpeechOptions): Promise<string>;
  install(options: SpeechOptions): Promise<boolean>;
}

/** A language that the browser recognizes on the device, or could. */
export interface SpeechModel {
  readonly lang: string;
  readonly isInstalled: boolean;
  /** Must be called where the user has pressed something. Resolves with whether it is there now; browsers tell no more. */
  install(): Promise<boolean>;
  create(): Recognition;
}

/** Made for what people say to each other (Chrome 150). Others take what they have: the default is made for commands. */
const BEST_FIRST = ['conversation', 'dictation'];

/**
 * What the browser has for a language. Recognizers that send the sound to a server count as none: what is said in a call goes to the
 * other side alone. Hence only browsers where that can be asked for (`processLocally`: Chrome 139).
 *
 * @returns `unsupported`: nothing at all; `language`: nothing for this one
 */
export async function findSpeechModel(
  language: string,
): Promise<SpeechModel | 'unsupported' | 'language'> {
  const known = recognitionClass();
  if (known === null) return 'unsupported';
  const models = await Promise.all(
    languageCandidates(language, navigator.languages).map((lang) => modelOf(known, lang)),
  );
  const found = models.filter((model) => model !== null);
  return found.find(({ isInstalled }) => isInstalled) ?? found[0] ?? 'language';
}

function recognitionClass(): RecognitionClass | null {
  const { SpeechRecognition } = globalThis as { SpeechRecognition?: Partial<RecognitionClass> };
  const isLocal =
    'processLocally' in ((SpeechRecognition as { prototype?: object })?.prototype ?? {});
  const isWhole = SpeechRecognition?.available && SpeechRecognition.install;
  return isLocal && isWhole ? (SpeechRecognition as RecognitionClass) : null;
}

async function modelOf(known: RecognitionClass, lang: string): Promise<SpeechModel | null> {
  const options = { langs: [lang], processLocally: true } as const;
  const ask = (quality?: string) =>
    // It rejects what is no language to it, and where the page may not use it (`on-device-speech-recognition`).
    known.available(quality ? { ...options, quality } : options).catch(() => 'unavailable');
  const status = await ask();
  if (status === 'unavailable') return null;
  const isInstalled = status === 'available';
  const qualities = isInstalled ? await Promise.all(BEST_FIRST.map(ask)) : [];
  const quality = BEST_FIRST[qualities.indexOf('available')];
  return {
    lang,
    isInstalled,
    install: async () => known.install(options).catch(() => false),
    create: () => {
      const recognition = new known();
      const settings = { lang, continuous: true, interimResults: true, processLocally: true };
      return Object.assign(recognition, settings, quality && { quality });
    },
  };
}
