interface Described {
  readonly name: string;
  readonly description: string;
  readonly default?: string;
}

interface ElementDescription {
  readonly tagName?: string;
  readonly events: readonly Described[];
  readonly attributes: readonly Described[];
  readonly slots: readonly Described[];
  readonly cssParts: readonly Described[];
  readonly cssProperties: readonly Described[];
  readonly cssStates: readonly Described[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations: readonly ElementDescription[] }[];
}

/** What the package says of the element, as editors and documents read it. */
export async function describedElement(): Promise<ElementDescription> {
  const response = await fetch('/custom-elements.json');
  const { modules } = (await response.json()) as Manifest;
  const all = modules.flatMap(({ declarations }) => declarations);
  const element = all.find(({ tagName }) => tagName === 'p2p-video-call');
  if (!element) throw new Error('The manifest does not have the element.');
  return element;
}

export const namesOf = (described: readonly Described[]) => described.map(({ name }) => name);
