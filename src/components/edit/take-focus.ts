/** Leads to what is wrong in a form, else to its title; a refusal may come while the person is typing somewhere else. */
export function takeFocus(form: HTMLFormElement | null, isUntouched: boolean): void {
  const { activeElement, body } = document;
  if (activeElement !== body && !form?.closest('li')?.contains(activeElement)) return;
  const field =
    form?.querySelector<HTMLElement>('[aria-invalid]') ??
    form?.querySelector<HTMLInputElement>('[name=title]');
  field?.focus();
  if (isUntouched && field instanceof HTMLInputElement) field.select();
}
