/** Each form's address names the contact it is about: without script, the page that follows is that one's again. */
export const contactOf = (url: URL) => ({ contactId: url.searchParams.get('contact') });
