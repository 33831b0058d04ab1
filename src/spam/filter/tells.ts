import { foldText } from './fold.ts';

/**
 * What spam of every kind says, by what it wants. The expressions are matched against folded text, so that Russian ones are folded
 * as well. None of them alone says much: a good comment of some length mentions everything once.
 */
export type TellKind =
  | 'call to action'
  | 'self-promotion'
  | 'money'
  | 'vice'
  | 'search engines'
  | 'pleading'
  | 'phone number'
  | 'contact elsewhere'
  | 'praise of the site';

const russian = (...stems: readonly string[]): string => stems.map(foldText).join('|');

export const expressions: Readonly<Record<TellKind, RegExp>> = {
  'call to action': new RegExp(
    `\\b(?:subscri(?:be|bed|bing|ption)|check(?:ed|ing)?(?: it| this| me| us| my| them)?(?: out)|check my|see my|hear my|enter (?:the|your|to)|text the word|get ready|let.?s (?:seize|grow|join)|seize|you.?re (?:all )?invited|please f\\w|message me|chat with|click|visit|follow (?:me|us|my)|join (?:us|me|my|our|now)|sign up|watch my|look at my|listen to my|like my|share (?:this|my)|vote for|go to (?:my|our|this|the)|go here|take a look|have a look|order now|buy (?:now|from)|call (?:now|me|free|us)|reply (?:with|to (?:this|claim))|(?:txt|text|send) [a-z]{2,12} to|claim|download now|try it|register (?:now|your)|apply now|act now|hurry|limited (?:time|offer)|don.?t miss|add me|dm me|klik|kunjungi|daftar|gabung|cek)\\b|${russian('подписывай', 'переходи', 'жми', 'кликай', 'регистрируй', 'присоединяй', 'успей', 'пишите', 'напишите', 'пиши мне', 'ставь', 'звоните')}`,
    'gi',
  ),
  'self-promotion':
    /\b(?:(?:my|our|this) (?:new |own |first |latest |youtube |facebook |fb |music ){0,3}(?:channel|video|vid|videos|song|songs|cover|covers|remix|mixtape|album|music|page|site|website|web site|webpage|blog|store|shop|app|product|products|service|services|company|link|links|game|instagram|twitter|profile|group)|(?:rapper|singer|artist|band|group|producer|youtuber|musician|gamer|songwriter|dancer)s?,? (?:from|here|and|who|with|trying|looking)|i(?:.?a?m|.?ve been)? (?:rap|rapping|sing|singing|produce|producing|record|recording|making (?:music|videos|beats))|\d\d? ?(?:yrs?|years?)[ -]old (?:rapper|singer|artist|music|producer|musician|gamer|boy|girl|kid)|an? (?:new |young |upcoming |aspiring |small |rookie |independent ){1,2}(?:rapper|singer|artist|band|group|producer|youtuber|musician|gamer)|get(?:ting)? (?:noticed|known|discovered|famous|recogni[sz]ed)|we are an? (?:leading|professional|team|small|new|company)|our team|new channel|my channel)\b/gi,
  money: new RegExp(
    `[$€£₽] ?\\d|\\d ?[$€£₽]|\\b(?:earn(?:ing|ings|ed)?|income|profits?|cash|prizes?|winner|won|awarded|bonus|invest(?:ed|ing|ment|ments|or|ors)?|financial\\w{0,2}|pays? out|(?:make|making|made|grow|need|extra) (?:\\w{1,6} )?money|winning|wins?|testif\\w{1,2}|testimon\\w{1,3}|withdrew|traders?|gbp|(?:to|are|been) (?:selected|chosen)|ringtones?|tones?|polyphonic|per (?:min|week|msg|month)|p\\/min|\\dp\\b|side (?:hustle|income|job)|work from home|remote(?:ly)? (?:work|job|earn\\w{0,3})|part[- ]time|crypto|bitcoin|btc|forex|trad(?:er|ing)|loans?|credit|refinanc\\w{1,4}|mortgage|insurance|discount|cheap(?:est)?|free (?:entry|gift|money|trial|ringtone|phone)|gift ?card|giveaway|voucher|guaranteed|million|paid|payout|withdraw\\w{0,5}|deposit|pulsa|cuan|usdt)\\b|${russian('заработ', 'доход', 'прибыл', 'инвест', 'крипт', 'руб', 'деньг', 'выплат', 'бонус', 'выигр', 'кредит')}`,
    'gi',
  ),
  vice: new RegExp(
    `\\b(?:casinos?|viagra|cialis|levitra|pharmacy|pills?|slots?|poker|gambl\\w{1,4}|betting|bookmaker|jackpot|roulette|lottery|porn\\w{0,4}|xxx|sexy?|escorts?|nudes?|onlyfans|dating|horny|hot girls?|adult|payday|replica|steroids?|weed|gacor|judi|togel|maxwin|scatter|gcr|hoki|bandar|zeus|rtp|spell ?cast\\w{0,3}|herbal|weight loss)\\b|${russian('казино', 'ставк', 'интим', 'порно', 'эскорт', 'девочк')}`,
    'gi',
  ),
  'search engines':
    /\b(?:seo|back ?links?|page ?rank|rank(?:ing|ings)? (?:on|in|your|higher)|web ?traffic|more traffic|traffic to|guest post\w{0,3}|link building|web design|web ?hosting|website design|digital marketing|internet marketing|affiliate|search engine|domain authority|virtual assistant|content writing)\b/gi,
  pleading:
    /\b(?:please|plea+se|pls|plz|plzz|help me|support me|give (?:me|us|it|this) a (?:chance|shot|try)|(?:just|only) takes?|means? a lot|i know (?:this|it)|sorry for (?:the )?spam|not spam|i beg|thumbs? up|one day|my dream|really appreciate)\b/gi,
  'phone number': /(?:\+|\b0|\b00|\(0)\d(?:[ ().-]{0,2}\d){7,13}\b|\bto \d{5}\b|\b0[789]\d{8,9}\b/g,
  'contact elsewhere': new RegExp(
    `\\b(?:whats ?app|telegram|t\\.me|wa\\.me|viber|skype|(?:contact|email|e-mail|mail|text|message|inbox|dm|pm|call|reach) (?:me|us|him|her)|(?:contact|email|reach) .{0,25}(?:at|via|on)\\b|[a-z0-9.]{2,30} ?(?:@|\\bat\\b) ?(?:gmail|yahoo|hotmail|outlook|mail))|${russian('в лс', 'в личк', 'личку', 'в лк', 'телеграм', 'личные сообщ', 'вотсап', 'в пм')}`,
    'gi',
  ),
  'praise of the site':
    /\b(?:great|nice|awesome|amazing|excellent|wonderful|fantastic|terrific|good|superb|brilliant|outstanding|informative|helpful|useful|interesting|beautiful|exceptional|cool|lovely|valuable|quality) (?:and \w{1,12} )?(?:web ?site|site|blog|web ?page|web ?log|post|article|write ?-?up|content|info|information|paragraph|piece of writing|stuff|work|read|job|tips|ideas)\b/gi,
};

export type Tells = ReadonlyMap<TellKind, number>;

/** How often each kind occurs in a folded text, up to five times. */
export function tellsOf(folded: string): Tells {
  const found = Object.entries(expressions).map(
    ([kind, expression]) => [kind as TellKind, countUpTo(expression, folded)] as const,
  );
  return new Map(found.filter(([, count]) => count > 0));
}

const most = 5;

function countUpTo(expression: RegExp, text: string): number {
  expression.lastIndex = 0;
  let count = 0;
  while (count < most && expression.exec(text)) count += 1;
  return count;
}
