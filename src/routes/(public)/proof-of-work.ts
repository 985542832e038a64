/** The device's share in letting somebody new in: begun when the form is first touched, so that it is done when it is sent. */

const UNPROVEN = 'none';

const known = new WeakSet<HTMLFormElement>();

export function proveWhileFilledIn(form: HTMLFormElement): void {
  if (known.has(form)) return;
  known.add(form);
  const proof = form.elements.namedItem('proof');
  const token = form.elements.namedItem('formToken');
  if (!(proof instanceof HTMLInputElement) || !(token instanceof HTMLInputElement)) return;
  let done: Promise<void> | undefined;
  const begin = () =>
    (done ??= import('./prove.ts')
      .then(({ prove }) => prove(token.value, Number(form.dataset['effort'])))
      // What could not be fetched cannot be done: then the wait lets in.
      .catch(() => UNPROVEN)
      .then((counter) => {
        proof.value = counter;
      }));
  form.addEventListener('focusin', () => void begin(), { once: true });
  form.addEventListener('submit', (event) => {
    // Done already, or it comes a second time, from here.
    if (proof.value !== '') return;
    event.preventDefault();
    sayThatItIsSent(form);
    void begin().then(() => form.requestSubmit());
  });
}

function sayThatItIsSent(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLElement>('[data-sending]');
  if (!button) return;
  button.setAttribute('aria-busy', 'true');
  button.textContent = button.dataset['sending'] ?? '';
}
