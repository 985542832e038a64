/** Invented for the demonstration, and labelled so; nobody here exists. */
import { addDays } from '#platform/tokyo';
import type { SeriesInput } from './input.ts';

export const INVENTED_ORGANISATION = {
  name: 'つどい見本の会（デモ）',
  kind: 'family_association',
  prefCode: '13',
  code5: '13116',
  summary: '使い方を見るための、実在しない団体です。',
  standing: 'verified',
  demonstration: true,
} as const;

export const TIMES_OF_SLOTS = [
  ['19:00', '19:40'],
  ['21:00', '21:40'],
] as const;

export const INVENTED_AVAILABILITY = {
  except_holidays: false,
  closed_at_year_end: false,
  slot_minutes: 40,
  pause_minutes: 10,
  notice_minutes: 30,
  horizon_days: 14,
  methods: ['text'],
  message: '沈黙も、そのまま置いておけます。',
};

/** `cancelled`: its next date is called off, for this reason; `talkIn`: the consultation of this title comes first. */
export type InventedSeries = SeriesInput & { cancelled?: string; talkIn?: string };

export function inventedSeries(organisationId: string, today: string): InventedSeries[] {
  const shared = { organisationId, fee: '無料', from: today };
  return [
    eveningMeeting(shared),
    peerTalk(shared),
    quietEvening(shared),
    firstTimers(shared),
    fathers(shared),
    smallCircle(shared),
    course(shared),
    openHouse(shared),
  ];
}

interface Shared {
  organisationId: string;
  fee: string;
  from: string;
}

const eveningMeeting = ({ from, ...shared }: Shared): InventedSeries => ({
  ...shared,
  kind: 'group_session',
  title: '夜のオンライン家族のつどい',
  summary:
    'ひきこもり状態にあるお子さんやきょうだいのいるご家族が、夜に家から参加できる会です。話を聞くだけでもかまいません。',
  whatChanges:
    '「うちだけではない」とわかった、という声がよく届きます。家での言葉のかけ方、親の体の休め方、使える制度など、少し先を歩く家族の話が聞けます。',
  audience: ['family', 'sibling'],
  format: 'online',
  hostName: 'のぶ',
  hostRole: '世話人',
  hostMessage: '最初の電話までに、何年もかかる方もいます。ゆっくりで大丈夫です。',
  flow: [
    {
      time: '19:50',
      title: '部屋が開きます',
      text: '世話人が待っています。「こんばんは」だけでも。',
    },
    { time: '20:00', title: 'ひとことずつ', text: '呼ばれたい名前で。とばしてもかまいません。' },
    {
      time: '20:20',
      title: '近況と、きょうの話題',
      text: '助言より、まず聞くことを大事にしています。',
    },
    { time: '21:20', title: 'しめくくり', text: '途中で抜けるときも、あいさつはいりません。' },
  ],
  houseRules: [
    '聞いたことを、ほかで話さない',
    '助言をいそがない',
    '話したくないことは話さなくてよい',
  ],
  firstSteps: ['text_only', 'watch_only', 'come_and_go'],
  topics: ['first_time'],
  capacity: 12,
  signUpPolicy: 'open',
  hasRoom: true,
  rules: [{ repeats: 'day', from, startsAt: '20:00', endsAt: '21:30' }],
});

const PEER_TALK = 'ピアサポーターと話す（1対1）';

const peerTalk = ({ from: _, ...shared }: Shared): InventedSeries => ({
  ...shared,
  kind: 'peer_consultation',
  title: PEER_TALK,
  summary: '経験者としてお話を聴きます。相談の内容が決まっていなくてもかまいません。',
  whatChanges:
    '同じ道を通った人に、名前を言わずに話せます。助言がほしくないときは、そう言ってください。',
  audience: ['anyone'],
  format: 'online',
  hostRole: '経験者（ピアサポーター）',
  firstSteps: ['text_only'],
  capacity: 1,
  signUpPolicy: 'open',
  hasRoom: true,
});

const quietEvening = ({ from, ...shared }: Shared): InventedSeries => ({
  ...shared,
  kind: 'group_session',
  title: '文字だけの本人の会 しずかな夜',
  summary: '書いても、読むだけでも。途中で来て、途中で帰れる、本人どうしの時間です。',
  whatChanges: '何もしない時間を、だれかと過ごせます。',
  audience: ['person'],
  format: 'online',
  hostName: 'たける',
  hostRole: '経験者（ピアサポーター）',
  firstSteps: ['text_only', 'watch_only', 'come_and_go', 'first_timers'],
  capacity: 8,
  signUpPolicy: 'open',
  hasRoom: true,
  rules: [{ repeats: 'week', weekdays: [3, 5, 7], from, startsAt: '21:45', endsAt: '22:45' }],
});

export const FIRST_TIMERS = 'はじめての方のための家族のつどい';

const firstTimers = ({ from, ...shared }: Shared): InventedSeries => ({
  ...shared,
  kind: 'group_session',
  title: FIRST_TIMERS,
  summary: '会場でもオンラインでも参加できます。聞くだけでもどうぞ。',
  whatChanges: '相談窓口と家族会のちがい、最初の一歩に何があるかがわかります。',
  audience: ['family'],
  format: 'hybrid',
  code5: '13116',
  placeName: '見本の会館 2階',
  placeAccess: '実在しない会場です。',
  hostName: 'のぶ',
  hostRole: '世話人',
  firstSteps: ['watch_only', 'accompanied', 'first_timers'],
  capacity: 15,
  signUpPolicy: 'open',
  hasRoom: true,
  rules: [
    {
      repeats: 'month',
      weekdays: [6],
      weeks: [2, 4],
      from,
      startsAt: '10:00',
      endsAt: '12:00',
      onHoliday: 'week_after',
      closedAtYearEnd: true,
    },
  ],
});

const fathers = ({ from, ...shared }: Shared): InventedSeries => ({
  ...shared,
  kind: 'group_session',
  title: '父親どうしで話す会',
  summary: '父親の立場で、近況を話します。',
  audience: ['family'],
  format: 'online',
  hostName: 'のぶ',
  hostRole: '世話人',
  firstSteps: ['watch_only'],
  capacity: 10,
  signUpPolicy: 'open',
  hasRoom: true,
  rules: [{ repeats: 'week', weekdays: [2], from, startsAt: '19:00', endsAt: '20:30' }],
  cancelled: '世話人の都合でお休みします。',
});

const smallCircle = ({ from, ...shared }: Shared): InventedSeries => ({
  ...shared,
  kind: 'group_session',
  title: '少人数でゆっくり話す家族の会',
  summary: '6人までの会です。はじめに一度お話をうかがってから、都合のよい回にどうぞ。',
  whatChanges: '同じ顔ぶれで、前の回のつづきから話せます。',
  audience: ['family'],
  format: 'online',
  hostName: 'のぶ',
  hostRole: '世話人',
  firstSteps: ['camera_off', 'come_and_go'],
  capacity: 6,
  signUpPolicy: 'ask',
  talkIn: PEER_TALK,
  firstTalkWords: '時間が合わないときは、夜のオンライン家族のつどいで世話人に声をかけてください。',
  hasRoom: true,
  rules: [{ repeats: 'week', weekdays: [4], from, startsAt: '13:30', endsAt: '15:00' }],
});

export const COURSE = 'はじめての家族教室（3回続き）';

const course = ({ from, ...shared }: Shared): InventedSeries => ({
  ...shared,
  kind: 'group_session',
  title: COURSE,
  summary: '同じ顔ぶれで3回、ひきこもりのこと、家での過ごし方、使える支援を順に知る教室です。',
  whatChanges: '家で何を急がなくてよいかが、わかってきます。',
  audience: ['family'],
  format: 'online',
  hostName: 'のぶ',
  hostRole: '世話人',
  firstSteps: ['camera_off', 'watch_only', 'first_timers'],
  topics: ['first_time'],
  capacity: 8,
  signUpPolicy: 'open',
  allDates: true,
  questions: [
    { text: 'とくに知りたいことはありますか' },
    {
      text: 'どこでこの会を知りましたか',
      choices: ['市の広報', '相談窓口', 'インターネット', '人から聞いて'],
    },
  ],
  hasRoom: true,
  rules: [
    {
      repeats: 'dates',
      dates: [14, 28, 42].map((days) => addDays(from, days)),
      startsAt: '14:00',
      endsAt: '15:30',
    },
  ],
});

const openHouse = ({ from, ...shared }: Shared): InventedSeries => ({
  ...shared,
  kind: 'gathering_place',
  title: '居場所 えんがわ',
  summary:
    '本を読んでも、何もしなくても。話しかけられたくないときは、入口の青い札を置いてください。',
  audience: ['anyone'],
  format: 'onsite',
  code5: '13116',
  placeName: '見本の会館 1階',
  placeAccess: '実在しない会場です。',
  firstSteps: ['come_and_go', 'doorstep', 'accompanied'],
  rules: [{ repeats: 'day', from, startsAt: '11:00', endsAt: '20:00' }],
});
