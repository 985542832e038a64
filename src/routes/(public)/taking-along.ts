/** What a reader takes along from a page: words copied, the page on paper. Buttons for it are shown where there is script. */

/** Listens for the whole page, so that buttons that come later work as well. */
export function letReadersTakeAlong(): void {
  document.documentElement.dataset['scripted'] = '';
  addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button?.dataset['copy']) void copy(button, button.dataset['copy']);
    if (button && 'print' in button.dataset) print();
  });
}

/** The outcome stands on the button, and is said aloud by the status after it. */
async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  const { copied = '', copyFailed = '' } = button.dataset;
  const said = await navigator.clipboard.writeText(text).then(
    () => copied,
    () => copyFailed,
  );
  for (const place of [button.querySelector('[data-label]'), button.nextElementSibling])
    if (place) place.textContent = said;
}
