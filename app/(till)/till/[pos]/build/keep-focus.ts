import type { MouseEvent } from 'react';

/**
 * For buttons that are pressed while somebody types or charges by keyboard: a press leaves the focus where it was, so
 * that Enter goes on charging. Reached by keyboard they take the focus as ever.
 */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
