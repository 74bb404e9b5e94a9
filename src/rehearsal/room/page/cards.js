/** Cards drawn by Microsoft's own renderer, with a host config like Teams'. */
import { localeOfCard } from './card-language.js';
import { hostConfigFrom, registryFor } from './elements.js';
import { host } from './host.js';
import { onPress } from './presses.js';
import { locale } from './texts.js';

const configs = {};
const registries = {};
export async function loadHostConfigs() {
  for (const theme of ['light', 'dark']) {
    configs[theme] = await (await fetch(`/room/page/host-config-${theme}.json`)).json();
  }
}

/** Teams reads bold, italic, lists and links, nothing more. */
const markdown = window
  .markdownit({ html: false, linkify: false, breaks: true })
  .disable(
    [
      'heading',
      'lheading',
      'table',
      'image',
      'code',
      'fence',
      'hr',
      'blockquote',
      'backticks',
      'html_block',
      'html_inline',
      'autolink',
      'strikethrough',
      'reference',
    ],
    true,
  );
markdown.renderer.rules.link_open = (tokens, at, options, env, renderer) => {
  tokens[at].attrSet('target', '_blank');
  tokens[at].attrSet('rel', 'noopener noreferrer');
  return renderer.renderToken(tokens, at, options);
};

/** The names a card may show as mentions while it is being drawn, and the name of who looks. */
let drawing = { names: new Set(), me: '' };

/** Text of a bot as HTML: nothing but the Markdown above comes through, and the names being drawn are mentions. */
const htmlOf = (text) =>
  markdown.render(text).replace(/&lt;at&gt;(.*?)&lt;\/at&gt;/g, (whole, name) => {
    const plain = new DOMParser().parseFromString(name, 'text/html').body.textContent;
    if (!drawing.names.has(plain)) return whole;
    return `<span class="mention${plain === drawing.me ? ' me' : ''}">${name}</span>`;
  });

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = htmlOf(text);
  result.didProcess = true;
};

/** A bot's message outside a card. */
export function drawText(text, names, me) {
  drawing = { names: new Set(names), me };
  const element = document.createElement('div');
  element.className = 'text marked';
  element.innerHTML = htmlOf(text);
  return element;
}

/**
 * @param typed what stood in the inputs of the card that this one replaces
 * @param onAction `{type, verb, data, title}` of a press
 * @throws when the card cannot be read
 */
export function drawCard(content, { theme, me, typed = {}, onAction }) {
  const entities = Array.isArray(content.msteams?.entities) ? content.msteams.entities : [];
  drawing = { names: new Set(entities.map(({ text }) => `${text}`.replace(/<\/?at>/g, ''))), me };
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = hostConfigFrom(AdaptiveCards, configs[theme]);
  card.onExecuteAction = onPress({
    open: (url) => window.open(url, '_blank', 'noopener'),
    send: onAction,
  });
  const context = new AdaptiveCards.SerializationContext();
  context.setElementRegistry((registries[host()] ??= registryFor(AdaptiveCards, host())));
  card.parse(content, context);
  // Set after parsing: the parser takes a bare language only, and not every time.
  card.lang = localeOfCard(content, locale());
  const element = card.render();
  if (!element) throw new Error('The card has nothing to show.');
  for (const input of card.getAllInputs()) {
    const value = typed[input.id];
    if (value !== undefined && value !== input.defaultValue) restore(element, input, value);
  }
  // A small card behind a button is told open or shut by the button.
  element.addEventListener('click', () => queueMicrotask(() => markExpanded(element)));
  markExpanded(element);
  return {
    element,
    typed: () => Object.fromEntries(card.getAllInputs().map((input) => [input.id, input.value ?? ''])),
  };
}

function restore(element, input, value) {
  const field = input.renderedElement?.querySelector('input, textarea, select');
  if (!field) return;
  if (input.isMultiSelect) {
    const chosen = value.split(',');
    const boxes = [...input.renderedElement.querySelectorAll('input[type=checkbox]')];
    boxes.forEach((box, index) => (box.checked = chosen.includes(input.choices[index]?.value)));
    return;
  }
  if (field.type === 'checkbox') field.checked = value === 'true';
  else if (field.type !== 'radio') field.value = value;
}

function markExpanded(element) {
  for (const button of element.querySelectorAll('.ac-pushButton[aria-expanded]')) {
    button.classList.toggle('opened', button.getAttribute('aria-expanded') === 'true');
  }
}
