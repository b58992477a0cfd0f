/** Options as apps hand them over: frameworks pass `undefined` and `null` for what is not given. */
export type Lenient<Options> = {
  readonly [Name in keyof Options]?: Options[Name] | null | undefined;
};

/** What is left of such options: an option that is not given may be missing, but is never `null`. */
export type Given<Options> = {
  readonly [Name in keyof Options]?: NonNullable<Options[Name]> | undefined;
};

/** The options without those that are `undefined` or `null`, so that defaults hold for them. */
export function given<Options extends object>(options: Options | null | undefined): Given<Options> {
  const entries = Object.entries(options ?? {}).filter(([, value]) => value != null);
  return Object.fromEntries(entries) as Given<Options>;
}

/** The name of the first of these options that should be a number from 0 up (`…Ms`, `…Factor`) and is not. */
export function findBadNumber(options: object): string | undefined {
  return Object.keys(options).find((name) => {
    const values: unknown[] = [(options as Record<string, unknown>)[name]].flat();
    return (
      /(Ms|Factor)$/.test(name) && !values.every((value) => typeof value === 'number' && value >= 0)
    );
  });
}
