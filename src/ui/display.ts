/** How a reader wants to see the pages. Kept in one functional cookie, worded neutrally: "dark.large". */

export const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

export const TEXT_SIZES = ['standard', 'large', 'largest'] as const;
type TextSize = (typeof TEXT_SIZES)[number];

export interface Display {
  theme: Theme;
  text: TextSize;
}

export const DISPLAY_COOKIE = 'display';
/** How long the device keeps the choice. */
export const DISPLAY_KEPT_DAYS = 365;

/** Reads the cookie's value; whatever is unknown stays as usual. */
export function readDisplay(value: string | undefined): Display {
  const [theme, text] = (value ?? '').split('.');
  return {
    theme: THEMES.find((known) => known === theme) ?? 'auto',
    text: TEXT_SIZES.find((known) => known === text) ?? 'standard',
  };
}

export const writeDisplay = ({ theme, text }: Display): string => `${theme}.${text}`;

/** Attributes of the html element that tokens.css and base.css answer to. */
export function displayAttributes({ theme, text }: Display): string {
  const attributes = [
    theme === 'auto' ? '' : `data-theme="${theme}"`,
    text === 'standard' ? '' : `data-text="${text}"`,
  ];
  return attributes.filter(Boolean).join(' ');
}
