/** Filling a control of a page as a browser does. */

/** React hears of a value only when it is set as a browser sets it. */
const SETTERS: Readonly<Record<string, () => PropertyDescriptor | undefined>> = {
  INPUT: () => Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value"),
  SELECT: () => Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value"),
  TEXTAREA: () => Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value"),
};

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function fill(control: Control, text: string): void {
  SETTERS[control.tagName]?.()?.set?.call(control, text);
  control.dispatchEvent(new Event(control.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
}
