/**
 * What Teams draws and Microsoft's open renderer does not know, as elements of that renderer
 * (https://adaptivecards.microsoft.com/?topic=Badge, ?topic=ProgressBar, ?topic=Chart.HorizontalBar). A host that knows none of them shows what the card has in their place.
 */

/** @returns the registry of elements for a host: `teams`, or `plain` for one that knows only the published schema. */
export function registryFor(cards, host) {
  const registry = new cards.CardObjectRegistry();
  cards.GlobalRegistry.populateWithDefaultElements(registry);
  if (host === 'teams') for (const [name, element] of Object.entries(ownOf(cards))) registry.register(name, element);
  return registry;
}

/**
 * Nobody answers a search for people here: without one the renderer would show the object ids that are chosen, in a field to be searched from. What is
 * offered is listed by name instead, as every client does that knows no picker. A config that says so is not heard: the renderer reads `false` as absent.
 * @returns the host config of that JSON
 */
export function hostConfigFrom(cards, json) {
  const config = new cards.HostConfig(json);
  config.inputs.allowDynamicallyFilteredChoiceSet = false;
  return config;
}

function ownOf(cards) {
  /** An element keeps its JSON as it is; spacing, visibility and fallback are the renderer's. */
  const named = (name, draw) =>
    class extends cards.CardElement {
      getJsonTypeName() {
        return name;
      }

      internalParse(source, context) {
        super.internalParse(source, context);
        this.json = source;
      }

      internalRender() {
        return draw(this.json);
      }
    };
  return {
    Badge: named('Badge', badge),
    ProgressBar: named('ProgressBar', progressBar),
    'Chart.HorizontalBar': named('Chart.HorizontalBar', horizontalBars),
  };
}

const classOf = (kind, value, known) =>
  `${kind}-${known.includes(value) ? value.toLowerCase() : known[0].toLowerCase()}`;

const badgeStyles = ['Default', 'Subtle', 'Informative', 'Accent', 'Good', 'Attention', 'Warning'];

function badge({ text = '', style, appearance, shape, horizontalAlignment, tooltip }) {
  const element = document.createElement('div');
  element.className = `teams-badge-row ${classOf('at', horizontalAlignment, ['Left', 'Center', 'Right'])}`;
  const inner = document.createElement('span');
  inner.className = [
    'teams-badge',
    classOf('badge', style, badgeStyles),
    classOf('badge', appearance, ['Filled', 'Tint']),
    classOf('badge', shape, ['Circular', 'Rounded', 'Square']),
  ].join(' ');
  inner.textContent = text;
  if (tooltip) inner.title = tooltip;
  element.append(inner);
  return element;
}

function progressBar({ value, max = 100, color }) {
  const element = document.createElement('div');
  element.className = `teams-progress ${classOf('bar', color, ['Accent', 'Good', 'Warning', 'Attention'])}`;
  element.setAttribute('role', 'progressbar');
  element.setAttribute('aria-valuemin', '0');
  element.setAttribute('aria-valuemax', `${max}`);
  element.setAttribute('aria-valuenow', `${value}`);
  const filled = document.createElement('div');
  filled.style.width = `${max > 0 ? Math.min(100, (value / max) * 100) : 0}%`;
  element.append(filled);
  return element;
}

function horizontalBars({ title = '', data = [] }) {
  const element = document.createElement('figure');
  element.className = 'teams-chart';
  const caption = document.createElement('figcaption');
  caption.textContent = title;
  element.append(caption);
  const most = Math.max(...data.map(({ y }) => y), 1);
  for (const { x, y, color } of data) {
    const row = document.createElement('div');
    row.className = `teams-chart-row ${classOf('chart', color, ['neutral', 'good', 'warning', 'attention'])}`;
    const [name, track, amount] = ['span', 'div', 'span'].map((tag) => document.createElement(tag));
    name.textContent = x;
    amount.textContent = `${y}`;
    const filled = document.createElement('div');
    filled.style.width = `${(y / most) * 100}%`;
    track.className = 'teams-chart-track';
    track.append(filled);
    row.append(name, track, amount);
    element.append(row);
  }
  return element;
}
