/** Questions that an organiser may ask of whoever signs up: few, always free to leave open, and none that would tell who somebody is. */

export interface SignUpQuestion {
  text: string;
  /** Empty where one answers in own words. */
  choices: string[];
}

export const MOST_QUESTIONS = 3;
export const MOST_CHOICES = 6;

/** What a sign-up promises never to ask for. */
const NEVER_ASKED = [
  'name',
  'address',
  'phone',
  'mail',
  'age',
  'disability',
  'medication',
  'illness',
  'income',
] as const;
export type NeverAsked = (typeof NEVER_ASKED)[number];

const SIGNS: Record<NeverAsked, RegExp> = {
  name: /名前|氏名|本名|名字|苗字|姓名|フルネーム|\b(your|full|real|first|last|family|legal) names?\b|\bsurname\b|^names?\b/,
  address:
    /住所|お住まい|住んで|番地|郵便番号|所在地|\baddress|\byou live\b|\bpost(al)? ?code\b|\bzip\b/,
  phone:
    /電話番号|お?電話は|携帯|連絡先|\btel\b|\b(tele)?phone\b|\bmobile\b|\bcontact (details|info)/,
  mail: /メール|アドレス|\bline ?(id|の)|アカウント|\be-?mail|\baccount\b/,
  age: /年齢|何歳|何才|おいくつ|年代|生年月日|誕生日|生まれ|[0-9]+ ?(歳|才|代)|\bages?\b|\bhow old\b|\bbirth/,
  disability: /障害|障がい|障碍|手帳|\bdisab/,
  medication: /薬|処方|\bmedication|\bmedicine|\bdrugs?\b|\bprescri/,
  illness:
    /病|診断|症状|既往|通院|入院|受診|主治医|発達特性|\billness|\bdisease|\bdiagnos|\bsymptom|\bmedical\b|\bhospital/,
  income:
    /年収|収入|所得|給料|給与|生活保護|年金|貯金|預金|\bincome|\bsalar|\bwage|\bearn|\bsavings\b|\bpensions?\b/,
};

/** What a text asks for that is never asked; undefined for any other. Whole ways of writing are read as one: full width, capitals. */
export function asksFor(text: string): NeverAsked | undefined {
  const plain = text.normalize('NFKC').toLowerCase();
  return NEVER_ASKED.find((what) => SIGNS[what].test(plain));
}

/** The same of a question with its choices. */
export const questionAsksFor = ({ text, choices }: SignUpQuestion): NeverAsked | undefined =>
  [text, ...choices].map(asksFor).find((what) => what !== undefined);
