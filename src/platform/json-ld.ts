/** JSON-LD as it stands within a page: no text of a person ends its script, and escaping it as HTML changes nothing. */
export const jsonLd = (thing: object): string =>
  JSON.stringify({ '@context': 'https://schema.org', ...thing })
    .replaceAll('<', '\\u003c')
    .replaceAll('&', '\\u0026');
