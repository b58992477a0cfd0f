import { wordsOf } from './described-element.mjs';

const GENERATED = '// Made of custom-elements.json by scripts/write-element-types.mjs.\n';

const camelCase = (name) => name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
const key = (name) => (/^\w+$/.test(name) ? name : `'${name}'`);

function block(lines) {
  return lines.map((line) => `  ${line}\n`).join('');
}

/** A member of an interface with its comment. `undefined` and `null` mean "not given" to the element. */
const settable = ({ name, description }, type) => [
  `/** ${description} */`,
  `${key(name)}?: ${type} | null | undefined;`,
];

function attributeType(attribute) {
  const words = wordsOf(attribute);
  return words.length > 0 ? words.map((word) => `'${word}'`).join(' | ') : attribute.type;
}

/** What markup and templates may give to the element: properties, and attributes under names of their own. */
export function settingsFile({ className, attributes, properties, events }) {
  const attributeOf = (name) => attributes.find((attribute) => attribute.property === name);
  const ofProperties = properties.flatMap((property) => {
    const attribute = attributeOf(property.name);
    const words = attribute?.name === property.name ? wordsOf(attribute) : [];
    const type = [`${className}['${property.name}']`, ...words.map((word) => `'${word}'`)];
    return settable(property, type.join(' | '));
  });
  const ofAttributes = attributes
    .filter(({ name, property }) => property !== null && property !== name)
    .flatMap((attribute) => settable(attribute, attributeType(attribute)));
  const ofEvents = events.flatMap(({ name, description, type }) => [
    `/** ${description} */`,
    `'${name}': (event: ${type} & { readonly currentTarget: ${className} }) => void;`,
  ]);
  return `${GENERATED}import type {
${block([className, ...new Set(events.map(({ type }) => type))].map((name) => `${name},`))}} from '../element/p2p-video-call.js';

/** What can be set on the element, as a property or as an attribute. */
export interface ${SETTINGS} {
${block([...ofProperties, ...ofAttributes])}}

/** Those who listen to its events. */
export interface ${LISTENERS} {
${block(ofEvents)}}
`;
}

const SETTINGS = 'P2pVideoCallSettings';
const LISTENERS = 'P2pVideoCallListeners';
const OWN_IMPORTS = (
  className,
) => `import type { ${className} } from '../element/p2p-video-call.js';
import type { ${LISTENERS}, ${SETTINGS} } from './settings.js';

export * from '../index.js';
export type { ${LISTENERS}, ${SETTINGS} };
`;

const handlers = (events, nameOf) =>
  block(
    events.flatMap(({ name, description }) => [
      `/** ${description} */`,
      `${key(nameOf(name))}?: ${LISTENERS}['${name}'] | undefined;`,
    ]),
  );

/** As React 19 and Svelte 5 call a listener: `on` and the name of the event as it is. */
const asIs = (name) => `on${name}`;

/** React 19: JSX, and custom properties in `style`. */
export function reactFile({ tagName, className, events, customProperties }) {
  const styles = customProperties.flatMap(({ name, description, fallback }) => [
    `/** ${description}; by default \`${fallback}\` */`,
    `'${name}'?: string | undefined;`,
  ]);
  return `${GENERATED}import type { HTMLAttributes, RefAttributes } from 'react';
${OWN_IMPORTS(className)}
/** What \`<${tagName}>\` takes in JSX. */
export interface P2pVideoCallProps
  extends HTMLAttributes<${className}>, RefAttributes<${className}>, ${SETTINGS} {
${handlers(events, asIs)}}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      '${tagName}': P2pVideoCallProps;
    }
  }
  interface CSSProperties {
${block(styles)}  }
}
`;
}

/** Vue 3: what \`vue-tsc\` and editors know of the tag in templates. */
export function vueFile({ tagName, className, events }) {
  return `${GENERATED}import type { HTMLAttributes, ReservedProps } from 'vue';
${OWN_IMPORTS(className)}
/** What \`<${tagName}>\` takes in templates. */
export interface P2pVideoCallProps extends HTMLAttributes, ReservedProps, ${SETTINGS} {
${handlers(events, (name) => camelCase(`on-${name}`))}}

declare module 'vue' {
  interface GlobalComponents {
    '${tagName}': new () => ${className} & { $props: P2pVideoCallProps };
  }
}
`;
}

/** Svelte 5. */
export function svelteFile({ tagName, className, events }) {
  return `${GENERATED}import type { HTMLAttributes } from 'svelte/elements';
${OWN_IMPORTS(className)}
/** What \`<${tagName}>\` takes in markup. */
export interface P2pVideoCallProps extends HTMLAttributes<${className}>, ${SETTINGS} {
${handlers(events, asIs)}}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    '${tagName}': P2pVideoCallProps;
  }
}
`;
}
