/**
 * Makes an element. Keys that start with `on` are listeners, `class` is the class, anything else an attribute; `true` is an empty
 * attribute and `false` or null leaves it out. Children that are null or false are left out; texts become text, never HTML.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'checked' || name === 'value' || name === 'srcObject') made[name] = value;
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const shown = new WeakMap();

/**
 * Fills a part of the page anew, unless what it shows is the same as before. The focus stays on the element of the same id, so that a
 * live update never takes a field away from somebody who is typing.
 */
export function show(part, signature, draw) {
  const text = JSON.stringify(signature);
  if (shown.get(part) === text) return;
  shown.set(part, text);
  const { activeElement } = document;
  const focusedId = part.contains(activeElement) ? activeElement.id : '';
  part.replaceChildren(...[draw()].flat(Infinity));
  if (focusedId !== '') document.getElementById(focusedId)?.focus();
}
