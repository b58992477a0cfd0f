/**
 * The element as custom-elements.json describes it, in the words that editors and type checkers need.
 *
 * @typedef {{ name: string, description: string, type: string }} Described
 * @typedef {Described & { property: string | null, isReadOnly: boolean }} Attribute
 */

const oneLine = (text) => text.replaceAll(/\s*\n\s*/g, ' ');

const described = ({ name, description = '', type }) => ({
  name,
  description: oneLine(description),
  type: type?.text ?? '',
});

/** @returns the element with this tag, in a manifest */
export function describedElement(manifest, tagName) {
  const element = manifest.modules
    .flatMap(({ declarations }) => declarations)
    .find((declaration) => declaration.tagName === tagName);
  const fields = element.members.filter(({ kind }) => kind === 'field');
  return {
    tagName,
    className: element.name,
    summary: element.summary,
    /** @type {Attribute[]} */
    attributes: element.attributes.map((attribute) => ({
      ...described(attribute),
      property: attribute.fieldName ?? null,
      isReadOnly: attribute.description.startsWith('(read-only)'),
    })),
    /** @type {Described[]} those that can be set */
    properties: fields.filter(({ readonly }) => !readonly).map(described),
    /** @type {Described[]} */
    readOnlyProperties: fields.filter(({ readonly }) => readonly).map(described),
    /** @type {Described[]} */
    events: element.events.map(described),
    /** @type {Described[]} */
    slots: (element.slots ?? []).map(described),
    /** @type {Described[]} */
    parts: element.cssParts.map(described),
    /** @type {(Described & { fallback: string })[]} */
    customProperties: element.cssProperties.map((property) => ({
      ...described(property),
      fallback: property.default,
    })),
  };
}

/** The words that an attribute may be, such as `off`; none where it takes any text, or is there or not. */
export function wordsOf({ type }) {
  return [...type.matchAll(/"([^"]*)"/g)].map(([, word]) => word);
}
