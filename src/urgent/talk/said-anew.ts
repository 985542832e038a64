/**
 * What comes in place of what somebody had before them: no page has come that would be read out, and the button they pressed is
 * gone. Whoever goes by ear or by keys goes on from here, unless they are in the middle of something that stays.
 */
export function saidAnew(said: HTMLElement): void {
  // What came as a page is read from its beginning.
  if (!('hydrated' in document.documentElement.dataset)) return;
  // The framework gives the focus to what asks for it, once an act is over.
  said.autofocus = true;
  said.onblur = () => (said.autofocus = false);
  if (document.activeElement === document.body) said.focus();
}
