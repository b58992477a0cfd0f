import { wordsOf } from './described-element.mjs';

/**
 * What Visual Studio Code and its relatives complete and explain in HTML: setting `html.customData`
 * (https://github.com/microsoft/vscode-html-languageservice/blob/main/docs/customData.schema.json).
 */
export function vsCodeHtmlData({ tagName, summary, attributes, events, parts, slots }) {
  const list = (title, items) =>
    items.length === 0
      ? []
      : [`**${title}:** ${items.map(({ name }) => `\`${name}\``).join(', ')}`];
  const value = [
    summary,
    ...list('Events', events),
    ...list('Parts', parts),
    ...list('Slots', slots),
  ];
  return {
    version: 1.1,
    tags: [
      {
        name: tagName,
        description: { kind: 'markdown', value: value.join('\n\n') },
        attributes: attributes
          .filter(({ isReadOnly }) => !isReadOnly)
          .map((attribute) => {
            const { name, description, type } = attribute;
            const values = wordsOf(attribute).map((word) => ({ name: word }));
            return {
              name,
              description,
              // `v`: there or not, without a value
              ...(type === 'boolean' && { valueSet: 'v' }),
              ...(values.length > 0 && { values }),
            };
          }),
      },
    ],
  };
}

/** The same for style sheets: setting `css.customData`. */
export function vsCodeCssData({ customProperties, parts }) {
  return {
    version: 1.1,
    properties: customProperties.map(({ name, description, fallback }) => ({
      name,
      description: `${description}; by default \`${fallback}\``,
    })),
    pseudoElements: parts.map(({ name, description }) => ({
      name: `::part(${name})`,
      description,
    })),
  };
}

/** What WebStorm and its relatives read by themselves: https://github.com/JetBrains/web-types. */
export function webTypes(element, { name, version }) {
  const { tagName, summary, customProperties, parts, slots } = element;
  const entry = ({ name: of, description }) => ({ name: of, description });
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: [
          {
            name: tagName,
            description: summary,
            attributes: element.attributes
              .filter(({ isReadOnly }) => !isReadOnly)
              .map((attribute) => ({ ...entry(attribute), value: attributeValue(attribute) })),
            slots: slots.map(entry),
            js: {
              properties: [
                ...element.properties.map((property) => ({
                  ...entry(property),
                  value: { type: property.type },
                })),
                ...element.readOnlyProperties.map((property) => ({
                  ...entry(property),
                  value: { type: property.type },
                  'read-only': true,
                })),
              ],
              events: element.events.map((event) => ({
                ...entry(event),
                value: { type: event.type },
              })),
            },
            css: {
              properties: customProperties.map((property) => ({
                ...entry(property),
                default: property.fallback,
              })),
              parts: parts.map(entry),
            },
          },
        ],
      },
    },
  };
}

function attributeValue({ type }) {
  if (type === 'boolean') return { kind: 'no-value', type };
  return { kind: 'plain', type: type.replaceAll('"', "'"), required: true };
}
