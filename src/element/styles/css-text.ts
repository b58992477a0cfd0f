/** Styles as a text, in place of Lit's own: a file that is fetched would have a second Lit in it. Build and editor know the name. */
export const css = String.raw;
