/** The application as it was typed, so that nothing is lost by a refusal. */
import { textOf, textsOf } from '#platform/form';

export interface ApplyForm {
  name: string;
  kind: string;
  area: string;
  summary: string;
  url: string;
  recommender: string;
  fees: string;
  promises: string[];
  login: string;
  displayName: string;
}

const LONGEST = 20_000;

export const emptyForm: ApplyForm = {
  name: '',
  kind: '',
  area: '',
  summary: '',
  url: '',
  recommender: '',
  fees: '',
  promises: [],
  login: '',
  displayName: '',
};

/** All but the password, which is never given back. */
export function readApplyForm(data: FormData): ApplyForm {
  const text = (name: string) => textOf(data, name).slice(0, LONGEST);
  return {
    name: text('name'),
    kind: text('kind'),
    area: text('area'),
    summary: text('summary'),
    url: text('url'),
    recommender: text('recommender'),
    fees: text('fees'),
    promises: textsOf(data, 'promises').slice(0, 10),
    login: text('login'),
    displayName: text('displayName'),
  };
}
