import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'पुष्टि करें कि आप {site} पर जवाबों के मेल चाहते हैं',
  confirmText: 'किसी ने आपके ईमेल पते से इस पृष्ठ पर टिप्पणी की और जवाबों की सूचना माँगी। पुष्टि किए बिना आपको और कोई मेल नहीं मिलेगा।',
  confirmLink: 'हाँ, मुझे जवाबों की सूचना दें',
  confirmElse: 'यदि वह आप नहीं थे, तो कुछ न करें।',
  approvedSubject: '“{page}” पर आपकी टिप्पणी प्रकाशित हुई',
  replySubject: '{name} ने “{page}” पर आपको जवाब दिया',
  view: 'टिप्पणी देखें',
  because: 'आपको यह मेल इसलिए मिला है क्योंकि आपने {site} पर जवाबों की सूचना माँगी थी।',
  leave: 'सदस्यता छोड़ें',
  manage: 'आपकी सदस्यताएँ',
  withdraw: 'अपनी टिप्पणी हटाएँ',
  replies: 'मेरी टिप्पणी के जवाब',
  thread: 'सभी नई टिप्पणियाँ',
  notConfirmed: 'अभी पुष्टि नहीं हुई',
  none: 'यहाँ आपकी कोई सदस्यता नहीं है।',
  leaveAll: 'सभी सदस्यताएँ छोड़ें',
  left: 'आपकी सदस्यता समाप्त हो गई है।',
};
