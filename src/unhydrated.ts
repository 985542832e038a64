/** A page that no framework takes over in the browser carries nothing that only the framework reads. */

/** By which it would find its places. */
const MARKS = /<!--(?:\[[\d!-]*|\])?-->/gu;
/** Each icon says anew what a drawing within a page need not say, and what `base.css` says once for all. */
const ICON_SPACE = / xmlns="http:\/\/www\.w3\.org\/2000\/svg"/gu;
const ICON_CLASS = / class="lucide [^"]*"/gu;
const ICON_STROKE =
  / fill="none" stroke="currentColor"( stroke-width="[\d.]+") stroke-linecap="round" stroke-linejoin="round"/gu;

export const asRead = (html: string): string =>
  html.includes('kit.start(')
    ? html
    : html
        .replace(MARKS, '')
        .replace(ICON_SPACE, '')
        .replace(ICON_CLASS, '')
        .replace(ICON_STROKE, '$1');
