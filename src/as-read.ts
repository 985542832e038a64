/** A page as it is sent: without what nobody reads. */

/** Each icon says anew what a drawing within a page need not say, and what `base.css` says once for all. */
const ICON_SPACE = / xmlns="http:\/\/www\.w3\.org\/2000\/svg"/gu;
const ICON_CLASS = / class="lucide [^"]*"/gu;
const ICON_STROKE =
  / fill="none" stroke="currentColor"( stroke-width="[\d.]+") stroke-linecap="round" stroke-linejoin="round"/gu;

/** By which the framework finds its places, where it takes a page over. */
const MARKS = /<!--(?:\[[\d!-]*|\])?-->/gu;

export function asRead(html: string): string {
  const light = html.replace(ICON_SPACE, '').replace(ICON_CLASS, '').replace(ICON_STROKE, '$1');
  return light.includes('kit.start(') ? light : light.replace(MARKS, '');
}
