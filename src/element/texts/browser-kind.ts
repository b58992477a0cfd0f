/** Browsers that have the switch for a camera in different places. `ios-app`: a browser on an iPhone or iPad that is not Safari. */
export type BrowserKind = 'chromium' | 'android' | 'firefox' | 'safari' | 'ios' | 'ios-app';

/** What is read of `navigator`. */
export interface BrowserTraits {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
  /** https://wicg.github.io/ua-client-hints/#navigatoruadata, Chromium alone. */
  readonly userAgentData?: {
    readonly mobile: boolean;
    readonly brands: readonly { readonly brand: string }[];
  };
}

/** Which browser this is; `null` where nothing certain is known of it, as of an app that shows pages. */
export function browserKind(traits: BrowserTraits): BrowserKind | null {
  const { userAgent, maxTouchPoints, userAgentData } = traits;
  if (userAgentData) {
    const brands = userAgentData.brands.map(({ brand }) => brand);
    if (!brands.includes('Chromium') || brands.includes('Android WebView')) return null;
    return userAgentData.mobile ? 'android' : 'chromium';
  }
  const is = (pattern: RegExp) => pattern.test(userAgent);
  // An iPad says that it is a Mac, but no Mac can be touched.
  if (is(/iPhone|iPad|iPod/) || (is(/Macintosh/) && maxTouchPoints > 1)) {
    if (is(/CriOS|FxiOS|EdgiOS|OPT\/|OPiOS/)) return 'ios-app';
    return is(/Version\/[\d.]+.*Safari/) ? 'ios' : null;
  }
  if (is(/Firefox\//)) return is(/Android|Mobile/) ? 'android' : 'firefox';
  return is(/Macintosh.*Version\/[\d.]+.*Safari/) ? 'safari' : null;
}
