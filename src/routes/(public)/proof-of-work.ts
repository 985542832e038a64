/** The device's share in letting somebody new in: begun when the form is first touched, so that it is done when it is sent. */
import { argon2id } from '@noble/hashes/argon2.js';
import { PROOF_HASH, zeroBits } from '#participants/proof';

/** An old telephone in a crowd sends what it has by then. */
const LONGEST_MS = 10_000;

const known = new WeakSet<HTMLFormElement>();

export function proveWhileFilledIn(form: HTMLFormElement): void {
  if (known.has(form)) return;
  known.add(form);
  const proof = form.elements.namedItem('proof');
  const token = form.elements.namedItem('formToken');
  if (!(proof instanceof HTMLInputElement) || !(token instanceof HTMLInputElement)) return;
  let done: Promise<void> | undefined;
  const begin = () =>
    (done ??= prove(token.value, Number(form.dataset['effort'])).then((counter) => {
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

/** The counter whose hash begins with `effort` zero bits, or the best of what there was time for. */
async function prove(token: string, effort: number): Promise<string> {
  const until = performance.now() + LONGEST_MS;
  let best = { counter: 0, bits: -1 };
  for (let counter = 0; best.bits < effort && performance.now() < until; counter += 1) {
    const bits = zeroBits(hashOf(token, counter));
    if (bits > best.bits) best = { counter, bits };
    // What is typed and tapped meanwhile comes first.
    await new Promise((resume) => setTimeout(resume));
  }
  return String(best.counter);
}

const hashOf = (token: string, counter: number): Uint8Array =>
  argon2id(String(counter), token, {
    m: PROOF_HASH.memoryKiB,
    t: PROOF_HASH.passes,
    p: 1,
    dkLen: PROOF_HASH.bytes,
  });
