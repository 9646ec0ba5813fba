import { plain } from './words.ts';

const PATTERNS = {
  robot:
    /\b(?:are you|am i (?:talking|speaking) (?:to|with)|is (?:this|it|that)|you're|you are)\b.*\b(?:robot|human|person|machine|bot|computer|ai|real|recording|automated)\b/,
  services:
    /\b(?:what|which|list)\b.*\b(?:services?|do you (?:do|offer)|can you (?:do|help)|kind of (?:work|things|jobs))\b|\bwhat do you (?:do|offer)\b/,
  repeat:
    /\b(?:repeat|say (?:that|it) again|come again|didn't (?:catch|hear|get)|pardon|one more time|what was that|what did you say)\b|^(?:sorry|what|huh|hm)$/,
  person:
    /\b(?:talk|speak|connect|transfer|put)\b.*\b(?:person|human|someone|somebody|owner|manager|representative|people|operator)\b|^(?:representative|operator|agent|human)(?: please)?$/,
  price: /\b(?:how much|price|prices|cost|costs|charge|fee|rates?)\b/,
  hours:
    /\b(?:(?:your|opening|business|office) hours|are you (?:open|closed)|when (?:are|do) you (?:open|close))\b/,
  today: /\bwhat (?:day|date|time) is (?:it|today)\b|\bwhat's (?:the (?:date|time)|today)\b/,
  danger:
    /\b(?:gas leak|smell(?:s|ing)? gas|smell of gas|carbon monoxide|on fire|there is a fire|there's a fire|smoke everywhere)\b/,
  change: /\b(?:cancel|reschedule|move|change)\b.*\b(?:appointment|booking|visit)\b/,
  message: /\b(?:leave|take) a message\b/,
  forget: /^(?:no )?(?:never ?mind|forget it|cancel(?: that| it)?|stop)\b/,
  goodbye:
    /\b(?:good ?bye|bye|bye bye|hang up|see you|talk to you later|have a (?:good|nice|great) (?:day|one|evening))\b/,
  finished:
    /\b(?:that's (?:all|it|everything)|that is (?:all|it)|that'll be all|nothing else|i'm (?:done|good|all set)|all set|no thanks|no thank you)\b/,
  yes: /^(?:(?:oh|um|uh|well|hi|hello) )?(?:yes|yeah|yea|y|yep|yup|sure|ok|okay|correct|right|exactly|absolutely|definitely|of course|please do|please|go ahead|perfect|great|fine|good|affirmative|uh huh|mm hm|sounds (?:good|great|fine)|that's (?:right|correct|fine|it|good)|that is (?:right|correct)|that (?:works|one works)|works for me|it is|i do|do it|book it|let's do (?:it|that)|you can|alright|all right)\b/,
  no: /^(?:(?:oh|um|uh|well|sorry) )?(?:no|n|nope|nah|not|negative|wrong|incorrect|neither|none|don't|do not|i don't|i'd rather not|rather not|skip|nothing)\b/,
  agreement:
    /\b(?:sounds (?:good|great)|that works|works for me|that's fine|book it|i'll take (?:it|that)|let's do)\b/,
  correction:
    /\b(?:actually|instead|rather|change|different|another|other|wait|make it|i meant|hold on|no)\b/,
  ownNumber:
    /\b(?:this (?:number|phone|one)|same number|the number i'm calling|number i am calling|calling from|my number|the one i'm (?:calling|on)|this is (?:fine|good))\b/,
  thanks: /\b(?:thanks|thank you)\b/,
  greeting: /^(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: there)?$/,
  text: /\btext\b|\bsms\b|\bmessage me\b/,
} as const;

export type Intent = keyof typeof PATTERNS;

/** What a caller's words do, apart from the facts in them; several may hold at once. */
export const readIntents = (said: string): ReadonlySet<Intent> => {
  const text = plain(said);
  return new Set((Object.keys(PATTERNS) as Intent[]).filter((intent) => PATTERNS[intent].test(text)));
};
