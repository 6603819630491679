/** Making elements without markup in strings, so that nothing anybody types can become markup. */

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes (false and undefined are left out) and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children);
  return element;
}

/** A push button. */
export function button(label: string, className: string, pressed: () => void): HTMLButtonElement {
  const element = make('button', { type: 'button', class: className }, label);
  element.addEventListener('click', pressed);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A button with a drawn sign; its words are for ears and tooltips. */
export function iconButton(path: string, label: string, className: string, pressed: () => void): HTMLButtonElement {
  const element = button('', className, pressed);
  element.setAttribute('aria-label', label);
  element.title = label;
  element.append(icon(path));
  return element;
}

/** A drawn sign on a field of 24 by 24. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

/** Signs, drawn as strokes. */
export const ICON = {
  wave: 'M7 12V6.5a1.5 1.5 0 0 1 3 0V11m0-5.5v-1a1.5 1.5 0 0 1 3 0V11m0-5a1.5 1.5 0 0 1 3 0v5m0-3a1.5 1.5 0 0 1 3 0v6a7 7 0 0 1-7 7c-3 0-4.500-1.500-6-4l-2-3.500a1.500 1.500 0 0 1 2.500-1.500L7 14M3 5c.5-1 1-1.700 2-2.300M21 3.500c.6.6 1 1.300 1.200 2',
  dance: 'M13 5.500a1.750 1.750 0 1 0 0-3.500 1.750 1.750 0 0 0 0 3.500M5 6l4 3 3-1.500 3 1.500 4-4M12 7.500 11 14l-4 3 1 4m3-7 4 2.500L14 21',
  applaud: 'M8 20a5 5 0 0 1-4-5l.5-5 1.500-1 .8 3 4.700-5.500 1.300 1.100L9.500 12l5.200-4.800 1.200 1.200-4.800 4.900 4-2.600 1 1.400-5.700 5.900A4 4 0 0 1 8 20M13 3l.5 2M17 4l-1 1.800M20 8l-2 .6',
  jump: 'M12 5.500A1.750 1.750 0 1 0 12 2a1.750 1.750 0 0 0 0 3.500M6 6l4 3v4l-3 2.500.5 3M18 6l-4 3v4l3 2.500-.5 3M10 13h4M6 22h12',
  chat: 'M4 5h16v11H10l-5 4v-4H4z',
  map: 'M9 4 3 6.500v13L9 17l6 2.500 6-2.500V4l-6 2.500zM9 4v13M15 6.500v13',
  settings: 'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6M12 2.500l1.200 2.700 2.900-.7 1.300 2.700 2.900.7-.4 3L21.500 13l-2 2.300.2 3-2.900.8-1.600 2.500L12 20.500l-2.900 1.100-1.700-2.500-2.900-.8.200-3-2-2.300 1.500-2.600-.4-3 2.900-.700 1.300-2.700 2.900.7z',
  account: 'M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c.4-4 3.500-6.500 8-6.500s7.600 2.500 8 6.500',
  help: 'M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.500v.01M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20',
  leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  hand: 'M8 13V5a1.500 1.500 0 0 1 3 0v6-2a1.500 1.500 0 0 1 3 0v2-1a1.500 1.500 0 0 1 3 0v5a6 6 0 0 1-6 6c-3 0-4-1-5.500-4L4 14.500a1.500 1.500 0 0 1 2.500-1.300L8 15',
  close: 'M5 5l14 14M19 5 5 19',
} as const;
