import type { Reading } from './reading.ts';

/** What comment bots of this kind talk about beside their praise: the site as a site, never what stands in it. */
const tells: readonly (readonly [RegExp, number])[] = [
  [/\b(?:book ?mark\w{0,3}|boo?kn?marked|favou?rites?)\b/g, 1.2],
  [/\b(?:rss|feeds?|newsletter|e-?mail subscription)\b/g, 1],
  [/\b(?:theme|template|layout|design|format|style and)\b/g, 0.6],
  [
    /\b(?:web ?host|hosting|loads?(?: very| so| a)?|load(?:ed|s)|browsers?|internet explorer|firefox|blog platform|captcha|plugin)\b/g,
    0.6,
  ],
  [
    /\b(?:stumbled? ?upon|stumbled|came across|came to|found (?:your|this)|discovered (?:your|this)|shared this|twitter|tweet\w{0,3}|facebook|myspace|google|yahoo|bing|digg)\b/g,
    0.6,
  ],
  [
    /\b(?:surfing|web surfing|browsing|on the (?:net|web|internet)|on net|online more|internet (?:people|users|visitors|viewers)|web ?masters?|bloggers?|site owners?|web owners?|blogging)\b/g,
    1,
  ],
  [
    /\b(?:keep (?:it |up|on)|stick with|continue|carry on|more posts?|next (?:articles?|posts?)|subsequent|come back|be back|return|again (?:soon|regularly)|visit (?:again|often|daily)|look(?:ing)? forward)\b/g,
    0.7,
  ],
  [
    /\b(?:my (?:younger |elder |older )?(?:sister|brother|cousin|friends?|colleagues?|father|dad|group|followers|roommate)|blog ?roll|my (?:own )?(?:site|blog|weblog|page))\b/g,
    0.8,
  ],
  [
    /\b(?:contact (?:details|page|you)|e-?mail (?:you|address)|communicate|in touch|shoot you|off[- ]topic|heads up|wanted to (?:say|mention|give|tell)|shout out|greetings from|first (?:time|visit) (?:here|comment))\b/g,
    0.7,
  ],
  [
    /\b(?:fastidious|attention-grabbing|pretty worth|write-?up|piece of writing|paragraph|amusement account|penning|valid points?|dialogue|on the topic of|concerning|regarding this|quality (?:content|articles?|posts?)|useful (?:info|information)|valuable (?:info|information)|informative|thought[- ]provoking)\b/g,
    0.8,
  ],
  [
    /\b(?:could not resist|couldn.t resist|commenting|leave a comment|read (?:all|every)|reading (?:this|your)|studying|everyone loves|i (?:really )?(?:enjoy|love|like|appreciate)d?|thanks? (?:you )?for (?:the|sharing|your|another|every|providing|finally)|many thanks|i(?:.ll| will) (?:definitely|certainly|immediately|surely))\b/g,
    0.4,
  ],
];

const praise =
  /\b(?:great|nice|awesome|amazing|excellent|wonderful|fantastic|terrific|good|superb|brilliant|outstanding|clever|very|well|love|like|enjoy|digging|helpful|interesting|beautiful|exceptional|cool|effective|perfect|impressed)\b/g;
const site =
  /\b(?:(?:your|this|the|ur|yur|such|of) (?:\w{1,14} ){0,2}(?:web ?sites?|sites?|(?:we)?blogs?|web ?pages?|web ?log|pages?|posts?|articles?|content|write-?up|paragraph|piece of writing|weblog|info|information|knowledge|topic|web ?owners?)|(?:web ?site|blog|post|article)|you guys)\b/g;
/** Only the first and last letter stand in no doubled-letter word of English by chance: `bbe`, `iin`, `tto`. */
const doubled =
  /\b([b-df-hj-np-tv-z])\1[a-z]{1,12}|\b(?:ii|aa|uu)[a-z]{1,8}|\b[a-z]{2,12}(?:([hjkquvwxy])\2|gg|mm|nn|dd|tt|rr|bb|pp)\b/g;
const goodDoubles =
  /\b(?:llama\w*|add|odd|egg|inn|app|web\s?app|matt|scott|jeff|bitt|watt|putt|butt|mutt|err|purr|ebb|mmm+|hmm+|todd|judd|ann|finn|lynn|glenn|glutt|ooh|uhh+|ahh+|ohh+|shh+|aww+|eww+|yayy+|heyy+)\b/g;

/**
 * How much a text is praise of the page as a page, without a word on what stands in it: 0 to 4. Links are not needed for it: the
 * author's website is the advertisement.
 */
export function flatteryOf({ foldedText, folded, cleaned }: Reading): number {
  const words = folded.length;
  if (words < 3 || words > 160) return 0;
  const found = tells.map(([expression, weight]) => Math.min(2, count(foldedText, expression)) * weight);
  const told = found.reduce((sum, weight) => sum + weight, 0);
  const praised = Math.min(3, count(foldedText, praise)) * 0.5;
  const ofSite = Math.min(3, count(foldedText, site)) * 0.6;
  const typos = Math.min(4, count(foldedText.replace(goodDoubles, ' '), doubled)) * 0.9;
  const perLength = (Math.min(words, 30) / Math.max(30, words)) ** 0.5;
  const specific = Math.min(3, count(cleaned.text, /`|\d{2,}|[({[]|\b[a-z]+\.[a-z]+\(/g)) * 0.5;
  if (ofSite === 0 || (told === 0 && typos === 0)) return 0;
  return Math.max(0, Math.min(4, (told + praised + ofSite) * perLength + typos - specific - 2.5));
}

function count(text: string, expression: RegExp): number {
  return text.match(expression)?.length ?? 0;
}
